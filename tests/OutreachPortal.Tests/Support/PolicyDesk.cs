using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Support;

/// <summary>What staff do with a policy: its form, as the editor's page posts it, and the policy as the database has it.</summary>
public static class PolicyDesk
{
    private static int _made;

    /// <summary>The fields of a first version that lacks nothing, in both languages, with a title of its own.</summary>
    public static Dictionary<string, string> Fields(string? title = null)
    {
        title ??= string.Create(CultureInfo.InvariantCulture, $"A policy of its own {Interlocked.Increment(ref _made)}");
        return new()
        {
            ["Texts[en].Title"] = title,
            ["Texts[en].Summary"] = "Who may do what.",
            ["Texts[en].Body"] = "## 1. Scope\n\n1. Visitors sign the book at the door.\n2. Laboratories are opened by their keepers.",
            ["Texts[tr].Title"] = title + " (TR)",
            ["Texts[tr].Summary"] = "Kim ne yapabilir.",
            ["Texts[tr].Body"] = "## 1. Kapsam\n\n1. Ziyaretçiler kapıdaki defteri imzalar.\n2. Laboratuvarları sorumluları açar.",
            ["Number"] = "PP-2020-01",
            ["Owner.En"] = "Rectorate",
            ["Owner.Tr"] = "Rektörlük",
            ["ApprovingBody.En"] = "Senate",
            ["ApprovingBody.Tr"] = "Senato",
            ["Version"] = "1",
            ["ApprovedOn"] = "2020-01-15",
            ["InForceFrom"] = "2020-02-01",
        };
    }

    /// <summary>The second version of the same: a clause put in between, one reworded.</summary>
    public static Dictionary<string, string> Second(Dictionary<string, string> first, string version = "2", string from = "2024-03-01") => new(first)
    {
        ["Texts[en].Body"] = "## 1. Scope\n\n1. Visitors sign the book at the door.\n2. Dogs stay outside.\n3. Laboratories are opened by their keepers, and by nobody else.",
        ["Texts[tr].Body"] = "## 1. Kapsam\n\n1. Ziyaretçiler kapıdaki defteri imzalar.\n2. Köpekler dışarıda kalır.\n3. Laboratuvarları sorumluları açar, başkası açamaz.",
        ["Version"] = version,
        ["ApprovedOn"] = "2024-02-10",
        ["InForceFrom"] = from,
        ["ChangeNote.En"] = "Dogs.",
        ["ChangeNote.Tr"] = "Köpekler.",
    };

    /// <summary>Saves a new policy.</summary>
    public static async Task<Desk> NewAsync(PortalHost portal, HttpClient client, Dictionary<string, string>? fields = null)
    {
        var answer = await client.PostAsync("/admin/policies/new", "/admin/policies/new", fields ?? Fields());
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.TextAsync());
        return new(portal, answer.Headers.Location!.ToString());
    }

    /// <summary>Saves a new policy and publishes it, and then each further version.</summary>
    public static async Task<Desk> PublishedAsync(PortalHost portal, HttpClient editor, params Dictionary<string, string>[] versions)
    {
        var desk = await NewAsync(portal, editor, versions[0]);
        await desk.DoneAsync(editor, "publish");
        foreach (var version in versions.Skip(1))
        {
            await desk.SaveAsync(editor, version);
            await desk.DoneAsync(editor, "publish");
        }

        return desk;
    }

    /// <summary>The newest revision's form.</summary>
    public static async Task<PolicyForm> FormAsync(this Desk desk)
    {
        var item = await desk.ItemAsync();
        return (PolicyForm)ContentForm.FromJson(ContentKind.Policy, item.Revisions.Single(r => r.Number == item.LastRevision).Form);
    }

    /// <summary>The policy with all that its versions say.</summary>
    public static Task<Policy> PolicyAsync(this PortalHost portal, Desk desk) => portal.QueryAsync(db => db.Policies.AsNoTracking()
        .Include(p => p.Texts).Include(p => p.Documents).Include(p => p.Versions).ThenInclude(v => v.Texts).ThenInclude(t => t.Passages)
        .Include(p => p.Versions).ThenInclude(v => v.Corrections).AsSplitQuery().FirstAsync(p => p.Id == desk.Id, TestContext.Current.CancellationToken));

    /// <summary>Identifiers of a version's clauses by their numbers.</summary>
    public static Dictionary<string, int> Clauses(this Policy policy, string version, string culture = Languages.English) =>
        policy.Find(version)!.Texts.Single(t => t.Culture == culture).Passages.Where(p => p.Clause is not null).ToDictionary(p => p.Number!, p => p.Clause!.Value);
}
