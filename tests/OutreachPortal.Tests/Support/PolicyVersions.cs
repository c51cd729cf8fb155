namespace OutreachPortal.Tests.Support;

/// <summary>Policies that have one version after another, as an office would bring them.</summary>
public static class PolicyVersions
{
    /// <summary>Publishes a version in both languages that lacks nothing.</summary>
    /// <param name="more">Further fields of the English file; a field that is given here takes the place of the usual.</param>
    /// <param name="turkish">Further fields of the Turkish file.</param>
    public static async Task PublishVersionAsync(this PortalHost portal, string key, string version, string from, string more = "", string body = "## 1. Scope\n\n1. All of it.", string turkish = "")
    {
        string[] usual =
        [
            $"title: The {key}", $"slug: {key}", "summary: About it.", "number: P-1", "owner: An office", "approving-body: The Senate", $"version: {version}", $"in-force-from: {from}", $"change-note: What {version} changed.",
        ];
        var fields = usual.Where(line => !more.Split('\n').Any(other => other.StartsWith(line.Split(':')[0] + ":", StringComparison.Ordinal)));
        using var folder = new ContentFolder()
            .Text($"policies/{key}.en.md", string.Join('\n', fields) + "\n" + more, body)
            .Text($"policies/{key}.tr.md", $"title: {key} politikası\nslug: {key}-tr\nsummary: Hakkında.\nowner: Bir ofis\napproving-body: Senato\nchange-note: {version} ile değişenler.\n{turkish}", body.Replace("All of it.", "Tamamı.", StringComparison.Ordinal));
        await portal.ImportAllAsync(folder);
    }
}
