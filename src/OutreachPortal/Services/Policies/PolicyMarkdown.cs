using System.Globalization;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Export;

namespace OutreachPortal.Services.Policies;

/// <summary>A version of a policy as a Markdown file: front matter in YAML with what is known of it, and its text.</summary>
public sealed class PolicyMarkdown(SiteSettings site, SiteAddress address, IStringLocalizer<Words> words, TimeProvider clock)
{
    public const string ContentType = "text/markdown; charset=utf-8";

    /// <param name="policy">With its versions.</param>
    /// <param name="version">One of them, with its texts.</param>
    /// <param name="page">Address of the policy's page in the language of the file.</param>
    /// <param name="culture">Language of the file. Where the version has no text in it, the other's stands under a note.</param>
    public string Write(Policy policy, PolicyVersion version, string page, string culture)
    {
        var today = site.Today(clock);
        var text = version.Texts.Find(t => t.Culture == culture) ?? version.Texts[0];
        var url = address.Of(PolicyAddress.Version(page, version.Number));
        var yaml = new YamlWriter();
        void Text(string key, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                yaml.Key(key);
                yaml.Text(value.Trim());
            }
        }

        void Day(string key, DateOnly? day)
        {
            if (day is { } known)
            {
                yaml.Key(key);
                yaml.Plain(known.ToString(PolicyAddress.DayFormat, CultureInfo.InvariantCulture));
            }
        }

        Text("title", text.Title);
        Text("summary", text.Summary);
        Text("number", version.PolicyNumber);
        Text("type", KebabCase.Of(policy.PolicyType.ToString()));
        Text("version", version.Number);
        Text("stage", KebabCase.Of(version.Stage.ToString()));
        Text("status", KebabCase.Of(PolicyStatuses.Of(version, policy.Versions, policy.State == ContentState.Withdrawn, today).ToString()));
        Text("status-text", words.Status(policy, version, today));
        Text("withdrawn-reason", policy.State == ContentState.Withdrawn ? policy.WithdrawnReason.In(culture).Text : null);
        Text("language", text.Culture);
        Text("authoritative-language", version.DecidingLanguage);
        Text("translation-behind", text.IsBehind ? "yes" : null);
        Text("owner", version.Owner.In(culture).Text);
        Text("contact", policy.Contact);
        Text("approving-body", version.ApprovingBody.In(culture).Text);
        Text("decision", version.Decision);
        Day("approved-on", version.ApprovedOn);
        Day("published-on", version.PublishedOn);
        Day("in-force-from", version.InForceFrom);
        Day("in-force-until", Policy.LastDayOf(version, policy.Versions));
        Day("comment-from", version.CommentFrom);
        Day("comment-until", version.CommentUntil);
        Day("reviewed-on", version.ReviewedOn);
        Day("next-review-on", version.NextReviewOn);
        Text("change-note", version.ChangeNote.In(culture).Text);
        Text("cite-as", words.Cite(site.Name.In(culture).Text, text.Title, version, null, url));
        Text("url", url);
        Text("history", address.Of(PolicyAddress.Versions(page)));
        var note = text.Culture == culture ? "" : $"> {words[culture == Languages.Turkish ? "Policies.Markdown.NoTurkish" : "Policies.Markdown.NoEnglish"]}\n\n";
        return $"---\n{yaml.End()}---\n\n{note}{text.Body.ReplaceLineEndings("\n").Trim()}\n";
    }
}
