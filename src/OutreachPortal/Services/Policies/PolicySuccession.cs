using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Policies;

/// <summary>Which policies take the place of which others, by their keys. None may take its own, over however many others.</summary>
public sealed class PolicySuccession(IReadOnlyDictionary<string, IReadOnlyList<string>> superseded)
{
    /// <summary>Policies of a ring that are named; whoever broke up so long a one would look at these first.</summary>
    private const int Most = 12;

    /// <summary>As the public reads it.</summary>
    public static async Task<Dictionary<string, IReadOnlyList<string>>> ReadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var links = await db.Set<ContentLink>().Where(link => link.Type == ContentLinkType.Supersedes).Select(link => new { From = link.From.Key, To = link.To.Key }).ToListAsync(cancellation);
        return links.GroupBy(link => link.From, link => link.To, StringComparer.Ordinal).ToDictionary(from => from.Key, from => (IReadOnlyList<string>)[.. from], StringComparer.Ordinal);
    }

    /// <summary>The shortest way from a policy over one whose place it takes back to itself, it at both ends; null where there is none.</summary>
    public IReadOnlyList<string>? Ring(string key, string first)
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal) { [first] = key };
        for (var queue = new Queue<string>([first]); queue.TryDequeue(out var at);)
        {
            if (at == key)
            {
                var way = new List<string> { key };
                for (var back = from[key]; back != key; back = from[back])
                {
                    way.Insert(0, back);
                }

                return [key, .. way];
            }

            foreach (var next in superseded.GetValueOrDefault(at, []))
            {
                if (from.TryAdd(next, at))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }

    /// <summary>A ring in a sentence: its policies, the first again at its end.</summary>
    public static string Listed(IReadOnlyList<string> ring) => string.Join(", ", ring.Count <= Most ? ring : [.. ring.Take(Most - 1), "…", ring[^1]]);
}
