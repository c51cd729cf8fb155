using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace OutreachPortal.Areas.Admin.TagHelpers;

/// <summary>
/// Fields that belong together, under a heading: <c>&lt;fields group="People"&gt;</c>, called <c>Group.People</c> among the words. Folded, it
/// stays shut while nothing in it is filled in.
/// </summary>
[HtmlTargetElement("fields", Attributes = "group")]
public sealed class FieldGroup(IStringLocalizer<Words> words) : TagHelper
{
    private static readonly object Key = typeof(FieldGroup);

    private bool _isFilled;
    private bool _isWrong;

    public string Group { get; set; } = "";

    public bool Folded { get; set; }

    /// <summary>Tells the group around a field how the field stands.</summary>
    public static void Note(TagHelperContext context, bool isFilled, bool isWrong)
    {
        if (context.Items.TryGetValue(Key, out var found) && found is FieldGroup group)
        {
            group._isFilled |= isFilled;
            group._isWrong |= isWrong;
        }
    }

    public override void Init(TagHelperContext context) => context.Items[Key] = this;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "fieldset";
        output.Attributes.SetAttribute("class", "form-group");
        var legend = new TagBuilder("legend");
        var heading = new TagBuilder("h2");
        heading.InnerHtml.Append(words["Group." + Group]);
        legend.InnerHtml.AppendHtml(heading);
        var grid = new TagBuilder("div");
        grid.AddCssClass("form-grid");
        grid.InnerHtml.AppendHtml(content);
        if (!Folded)
        {
            output.Content.SetHtmlContent(legend);
            output.Content.AppendHtml(grid);
            return;
        }

        // The legend of what is shut would have nothing to say: the summary says it.
        output.TagName = "details";
        output.Attributes.SetAttribute("class", "form-group folded");
        if (_isFilled || _isWrong)
        {
            output.Attributes.SetAttribute("open", "open");
        }

        var summary = new TagBuilder("summary");
        summary.InnerHtml.AppendHtml(heading);
        var set = new TagBuilder("div") { Attributes = { ["role"] = "group", ["aria-label"] = words["Group." + Group] } };
        set.InnerHtml.AppendHtml(grid);
        output.Content.SetHtmlContent(summary);
        output.Content.AppendHtml(set);
    }
}
