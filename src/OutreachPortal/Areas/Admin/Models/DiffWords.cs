using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>Shows two texts laid over each other, with words for those who do not see the marks.</summary>
public static class DiffWords
{
    public static IHtmlContent Diff(this IStringLocalizer words, IEnumerable<DiffPart> parts)
    {
        var html = new HtmlContentBuilder();
        foreach (var part in parts)
        {
            switch (part.Kind)
            {
                case DiffKind.Gone:
                    html.AppendHtml(Marked("del", words["Compare.Gone"] + " ", part.Text, " " + words["Compare.GoneEnd"]));
                    break;
                case DiffKind.New:
                    html.AppendHtml(Marked("ins", words["Compare.New"] + " ", part.Text, " " + words["Compare.NewEnd"]));
                    break;
                case DiffKind.LeftOut:
                    var note = new TagBuilder("span") { Attributes = { ["class"] = "left-out", ["lang"] = Languages.Current } };
                    note.InnerHtml.Append(words["Compare.LeftOut", part.Text]);
                    html.AppendHtml(note);
                    break;
                default:
                    html.Append(part.Text);
                    break;
            }
        }

        return html;
    }

    private static TagBuilder Marked(string tag, string before, string text, string after)
    {
        var mark = new TagBuilder(tag);
        mark.InnerHtml.AppendHtml(Spoken(before)).Append(text).AppendHtml(Spoken(after));
        return mark;
    }

    private static TagBuilder Spoken(string text)
    {
        var spoken = new TagBuilder("span") { Attributes = { ["class"] = "vh", ["lang"] = Languages.Current } };
        spoken.InnerHtml.Append(text);
        return spoken;
    }
}
