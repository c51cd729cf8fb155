using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using OutreachPortal.Areas.Admin.Models;

namespace OutreachPortal.Areas.Admin.TagHelpers;

/// <summary>Gives an input, a text area or a select what every one of a form needs: name, value, language, and what describes it.</summary>
[HtmlTargetElement("input", Attributes = "field", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("textarea", Attributes = "field")]
[HtmlTargetElement("select", Attributes = "field")]
public sealed class FieldInputTagHelper : TagHelper
{
    public FieldInput Field { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var attributes = output.Attributes;
        attributes.SetAttribute("id", Field.Id);
        attributes.SetAttribute("name", Field.Name);
        if (output.TagName == "input" && !attributes.ContainsName("value"))
        {
            attributes.SetAttribute("value", Field.Value);
        }
        else if (output.TagName == "textarea")
        {
            // A browser swallows the first line break.
            output.Content.SetContent("\n" + Field.Value);
        }

        foreach (var (name, value) in new[]
        {
            ("lang", Field.Culture), ("data-max", Field.MaxLength?.ToString(CultureInfo.InvariantCulture)),
            ("aria-describedby", Field.DescribedBy), ("aria-invalid", Field.Errors.Count > 0 ? "true" : null),
        })
        {
            if (value is not null)
            {
                attributes.SetAttribute(name, value);
            }
        }
    }
}
