using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace OutreachPortal.Tests.Support;

/// <summary>A form's fields as a browser would send them.</summary>
public static class PostedForm
{
    /// <param name="selector">Of the form.</param>
    public static List<KeyValuePair<string, string>> Fields(this IParentNode page, string selector)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in page.QuerySelector(selector).ShouldNotBeNull().QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box when !box.HasAttribute("checked"):
                case IHtmlInputElement { Type: "submit" or "file" }:
                    break;
                case IHtmlInputElement input:
                    fields.Add(new(name, input.GetAttribute("value") ?? "on"));
                    break;
                case IHtmlTextAreaElement area:
                    fields.Add(new(name, area.TextContent.ReplaceLineEndings("\r\n")));
                    break;
                case IHtmlSelectElement select:
                    var options = select.QuerySelectorAll("option");
                    fields.Add(new(name, (options.FirstOrDefault(option => option.HasAttribute("selected")) ?? options[0]).GetAttribute("value")!));
                    break;
            }
        }

        return fields;
    }

    /// <summary>The same with a field set, wherever it stood.</summary>
    public static List<KeyValuePair<string, string>> With(this IEnumerable<KeyValuePair<string, string>> fields, string name, params string[] values) =>
        [.. fields.Where(field => field.Key != name), .. values.Select(value => new KeyValuePair<string, string>(name, value))];
}
