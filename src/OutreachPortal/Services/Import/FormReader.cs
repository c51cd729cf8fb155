using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using OutreachPortal.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Services.Import;

/// <summary>
/// Fills a <see cref="ContentForm"/> from the files of an item: a property <c>OnlineLink</c> is the field <c>online-link</c>.
/// Remembers where each was typed, so that every complaint of the form's checks names file and line.
/// </summary>
internal sealed class FormReader(ContentKindInfo kind, IReadOnlyList<SourceText> sources, SourceFolder folder, DateOnly today)
{
    private const string LanguagesField = "languages";

    private static readonly HashSet<string> TextFields = new(["slug", "title", "summary"], StringComparer.Ordinal);

    private readonly ContentForm _form = (ContentForm)Activator.CreateInstance(kind.FormType)!;
    private readonly Dictionary<string, Location> _locations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _textLines = new(StringComparer.Ordinal);
    private readonly FieldValue _values = new(folder, today);

    /// <summary>The item, with what could be read of it; mistakes have been added to the folder.</summary>
    /// <param name="newest">For an earlier version of a policy, the reader of the newest, whose files say what belongs to the policy itself.</param>
    public ContentForm Read(FormReader? newest = null)
    {
        CheckLanguages();
        foreach (var source in sources)
        {
            _form.Texts[source.Name.Culture] = new TextForm { Body = source.Body.Trim('\n') };
            _locations[source.Name.Culture] = new(source.Name.File, 1);
        }

        // Start is read before End, whatever their order in the file: a time alone takes its day.
        foreach (var source in sources)
        {
            foreach (var (keyNode, value) in source.Fields.Children)
            {
                ReadField(source, keyNode, value);
            }
        }

        foreach (var (property, source, value) in _values.Postponed.ToList())
        {
            Set(_form, property, source, value, property.Name);
        }

        _form.OneLanguage = sources.Count == 1;
        if (_form is PolicyForm policy)
        {
            TakeVersion(policy);
            if (newest?._form is PolicyForm last)
            {
                policy.Complete();
                CompareWithNewest(policy, newest);
                // What is wrong with the policy itself is said of the newest version's files.
                policy.TakePolicyFrom(new());
                Complain(policy, "");
                policy.TakePolicyFrom(last);
                return policy;
            }
        }

        _form.Complete();
        Complain(_form, "");
        return _form;
    }

    /// <summary>A version's number may stand in its files' name, among their fields, or in both.</summary>
    private void TakeVersion(PolicyForm policy)
    {
        if (sources[0].Name.Version is not { } named || _values.Failed.Contains(nameof(PolicyForm.Version)))
        {
            return;
        }

        if (policy.Version is null)
        {
            policy.Version = named;
        }
        else if (PolicyVersionNumber.TryParse(policy.Version, out var typed) && typed != PolicyVersionNumber.Of(named))
        {
            var location = LocationOf(nameof(PolicyForm.Version));
            folder.Add(location.File, location.Line, $"version: is {policy.Version}, but the name of the file says {named}.");
        }
    }

    private void CompareWithNewest(PolicyForm policy, FormReader newest)
    {
        foreach (var property in PolicyForm.FieldsOfPolicy)
        {
            var (own, its) = (property.GetValue(policy), property.GetValue(newest._form));
            if (own is LocalizedText text && its is LocalizedText other)
            {
                foreach (var culture in Languages.All)
                {
                    Compare(property.Name + "." + culture, text[culture], other[culture]);
                }
            }
            else
            {
                Compare(property.Name, own, its);
            }
        }

        // In a language that the newest version lacks an earlier one has to say it.
        foreach (var (culture, text) in policy.Texts.Where(text => newest._form.Texts.ContainsKey(text.Key)))
        {
            Compare($"{culture}.{nameof(TextForm.Slug)}", text.Slug, newest._form.Texts[culture].Slug);
        }

        void Compare(string path, object? own, object? its)
        {
            if (!_locations.TryGetValue(path, out var location) || _values.Failed.Contains(path) || newest._values.Failed.Contains(path)
                || JsonSerializer.Serialize(own) == JsonSerializer.Serialize(its))
            {
                return;
            }

            var field = Field(path).TrimEnd(':');
            folder.Add(location.File, location.Line, newest._locations.TryGetValue(path, out var said)
                ? $"{field} differs from {said.File}:{said.Line}; it belongs to the policy, so the files of all versions must say the same, or only those of the newest."
                : $"{field} belongs to the policy: write it in {newest.LocationOf("").File}, a file of the newest version, or leave it out.");
        }
    }

    public bool HasLocation(string property) => _locations.ContainsKey(property);

    /// <summary>Where a property was typed, or else the item's first file.</summary>
    public Location LocationOf(string property) =>
        _locations.TryGetValue(property, out var location) ? location : new(sources[0].Name.File, 1);

    /// <summary>The line of the file on which a localized text begins: below its field where that ends with | or &gt;.</summary>
    public int FirstLineOf(string property) => _textLines[property];

    private static int FirstLine(YamlScalarNode text) => (int)text.Start.Line + 1
        + (text.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 + text.Value!.TakeWhile(c => c == '\n').Count() : 0);

    private void CheckLanguages()
    {
        var saying = sources.Where(source => LanguagesOf(source) is not null).ToList();
        foreach (var source in saying.Skip(1).Where(source => !LanguagesOf(source)!.SequenceEqual(LanguagesOf(saying[0])!)))
        {
            AddDiffers(source, LanguagesField, new(saying[0].Name.File, LineOf(saying[0], LanguagesField)));
            return;
        }

        var expected = saying.Count == 0 ? [] : LanguagesOf(saying[0])!;
        var present = sources.Select(source => source.Name.Culture).ToList();
        var first = sources[0].Name;
        foreach (var unknown in expected.Except(Languages.All, StringComparer.Ordinal))
        {
            folder.Add(saying[0].Name.File, LineOf(saying[0], LanguagesField), $"languages: '{unknown}' is neither en nor tr.");
        }

        foreach (var culture in expected.Count == 0 ? Languages.All : expected.Intersect(Languages.All, StringComparer.Ordinal))
        {
            if (!present.Contains(culture))
            {
                folder.Add(first.File, LineOf(sources[0], LanguagesField),
                    $"The language {culture} is missing: write {first.In(culture)} beside it, or 'languages: {first.Culture}' if there is none.");
            }
        }

        if (expected.Count > 0)
        {
            foreach (var source in sources.Where(source => !expected.Contains(source.Name.Culture)))
            {
                folder.Add(source.Name.File, 1, $"languages does not name {source.Name.Culture}, but here is a text in it.");
            }
        }
    }

    private static List<string>? LanguagesOf(SourceText source) =>
        !source.Fields.Children.TryGetValue(new YamlScalarNode(LanguagesField), out var node) ? null
        : [.. (node is YamlSequenceNode list ? list.Children : [node]).Select(item => (item as YamlScalarNode)?.Value ?? "")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private void AddDiffers(SourceText source, string field, Location first) => folder.Add(source.Name.File, LineOf(source, field),
        $"{field} differs from {first.File}:{first.Line}; it belongs to the item, so both files must say the same, or one of them nothing.");

    private void ReadField(SourceText source, YamlNode keyNode, YamlNode value)
    {
        var line = (int)keyNode.Start.Line + 1;
        if (keyNode is not YamlScalarNode { Value: { } field })
        {
            folder.Add(source.Name.File, line, "A field's name is a word.");
            return;
        }

        if (field == LanguagesField)
        {
            return;
        }

        if (TextFields.Contains(field))
        {
            var text = _form.Texts[source.Name.Culture];
            var property = typeof(TextForm).GetProperty(Pascal(field))!;
            Set(text, property, source, value, source.Name.Culture + "." + property.Name);
            return;
        }

        var shared = FieldValue.PropertyOf(kind.FormType, field);
        if (shared is null || shared.Name == nameof(ContentForm.Texts))
        {
            folder.Add(source.Name.File, line, $"The field '{field}' is not known{Nearest(field)}");
            return;
        }

        if (shared.PropertyType == typeof(LocalizedText))
        {
            _locations[shared.Name + "." + source.Name.Culture] = new(source.Name.File, line);
            if (_values.Text(source, value, field) is { } text)
            {
                _textLines[shared.Name + "." + source.Name.Culture] = FirstLine((YamlScalarNode)value);
                ((LocalizedText)shared.GetValue(_form)!)[source.Name.Culture] = text;
            }
            else
            {
                _values.Failed.Add(shared.Name + "." + source.Name.Culture);
            }

            return;
        }

        if (_locations.TryGetValue(shared.Name, out var first))
        {
            var other = sources.First(s => s.Name.File == first.File);
            if (!FieldValue.Same(other.Fields.Children[new YamlScalarNode(field)], value))
            {
                AddDiffers(source, field, first);
            }

            return;
        }

        _locations[shared.Name] = new(source.Name.File, line);
        if (shared.GetCustomAttribute<SameDayAsAttribute>() is not null)
        {
            _values.Postponed.Add((shared, source, value));
            return;
        }

        Set(_form, shared, source, value, shared.Name);
    }

    private void Set(object target, PropertyInfo property, SourceText source, YamlNode value, string path)
    {
        _locations.TryAdd(path, new(source.Name.File, (int)value.Start.Line + 1));
        if (_values.Read(target, property, source, value, path, _locations) is { } read)
        {
            property.SetValue(target, read);
        }
        else
        {
            _values.Failed.Add(path);
        }
    }

    /// <summary>Runs the checks of a form or a part of it and says where each complaint belongs.</summary>
    private void Complain(object target, string path)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(target);
        context.Items["cultures"] = _form.Texts.Keys;
        // All of them at once: Validate() alone would stop at the attributes.
        var valid = Validator.TryValidateObject(target, context, results, validateAllProperties: true);
        if (!valid && target is IValidatableObject validatable && !results.Any(IsFromObject))
        {
            results.AddRange(validatable.Validate(context));
        }

        foreach (var result in results)
        {
            Report(result, path);
        }

        if (target is ContentForm form)
        {
            foreach (var (culture, text) in form.Texts)
            {
                Complain(text, culture + ".");
            }
        }

        foreach (var property in target.GetType().GetProperties().Where(p => FieldValue.PartTypeOf(p.PropertyType) is not null))
        {
            var index = 0;
            foreach (var part in (IEnumerable)property.GetValue(target)!)
            {
                Complain(part, string.Create(CultureInfo.InvariantCulture, $"{path}{property.Name}[{index++}]."));
            }
        }
    }

    private static bool IsFromObject(ValidationResult result) => !result.MemberNames.Any();

    private void Report(ValidationResult result, string path)
    {
        var member = path + (result.MemberNames.FirstOrDefault() ?? "");
        if (_values.Failed.Any(path => member.StartsWith(path, StringComparison.Ordinal) && (member.Length == path.Length || member[path.Length] == '.')))
        {
            return;
        }

        var location = Locate(member);
        folder.Add(location.File, location.Line, $"{Field(member)} {Reason(result.ErrorMessage!)}");
    }

    private Location Locate(string member)
    {
        for (var path = member; path.Length > 0;)
        {
            if (_locations.TryGetValue(path, out var location))
            {
                return location;
            }

            // A missing text belongs to the file of its language.
            if (sources.FirstOrDefault(source => path.EndsWith("." + source.Name.Culture, StringComparison.Ordinal)) is { } source
                && !path.Contains('[', StringComparison.Ordinal))
            {
                return new(source.Name.File, 1);
            }

            var cut = path.LastIndexOfAny(['.', '[']);
            path = cut < 0 ? "" : path[..cut];
        }

        return new(sources[0].Name.File, 1);
    }

    /// <summary>The field as it is typed: <c>agreements[0].from</c>.</summary>
    private static string Field(string member)
    {
        var parts = member.Split('.').Where(part => !Languages.All.Contains(part)).Select(KebabCase.Of);
        return string.Join('.', parts) + ":";
    }

    private static string Reason(string message) =>
        message.EndsWith("field is required.", StringComparison.Ordinal) ? "is missing."
        : message.StartsWith("The field ", StringComparison.Ordinal) ? message["The field ".Length..].Split(' ', 2)[1]
        : message;

    private string Nearest(string field)
    {
        var known = FieldValue.FieldsOf(kind.FormType).Select(p => KebabCase.Of(p.Name)).Concat(TextFields)
            .Where(name => name != "texts")
            .Select(name => (name, distance: EditDistance.Between(name, field)))
            // Of a short word that needs so many changes nothing is left.
            .Where(pair => pair.distance <= 3 && pair.distance * 2 < Math.Max(pair.name.Length, field.Length))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.name)
            .FirstOrDefault();
        return known is null ? $" for {kind.Folder}." : $"; did you mean '{known}'?";
    }

    private static int LineOf(SourceText source, string field) =>
        source.Fields.Children.Keys.FirstOrDefault(key => (key as YamlScalarNode)?.Value == field) is { } node ? (int)node.Start.Line + 1 : 1;

    private static string Pascal(string field)
    {
        var name = new StringBuilder();
        foreach (var word in field.Split('-'))
        {
            name.Append(char.ToUpperInvariant(word[0])).Append(word[1..]);
        }

        return name.ToString();
    }
}
