using System.Collections;
using System.Globalization;
using System.Reflection;
using OutreachPortal.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Services.Import;

/// <summary>Reads one value of front matter as the type that a form's property has.</summary>
internal sealed class FieldValue(SourceFolder folder, DateOnly today)
{
    /// <summary>Times that need another property first.</summary>
    public List<(PropertyInfo Property, SourceText Source, YamlNode Value)> Postponed { get; } = [];

    /// <summary>Paths of what could not be read, of which nothing else is to be said.</summary>
    public HashSet<string> Failed { get; } = new(StringComparer.Ordinal);

    public static PropertyInfo? PropertyOf(Type form, string field) =>
        FieldsOf(form).FirstOrDefault(property => KebabCase.Of(property.Name) == field);

    /// <summary>The properties that files name; in how many languages an item is meant to be, <c>languages</c> says.</summary>
    public static IEnumerable<PropertyInfo> FieldsOf(Type form) => form.GetProperties().Where(property => property.Name != nameof(ContentForm.OneLanguage));

    /// <summary>The form of the parts of a list, when they have fields of their own.</summary>
    public static Type? PartTypeOf(Type list) =>
        list.IsGenericType && list.GetGenericTypeDefinition() == typeof(List<>)
        && list.GetGenericArguments()[0] is { IsClass: true } part && part != typeof(string) ? part : null;

    /// <summary>Whether two values say the same, however they are laid out.</summary>
    public static bool Same(YamlNode a, YamlNode b) => a.Equals(b);

    /// <summary>The value, or null after a mistake was added.</summary>
    public object? Read(object target, PropertyInfo property, SourceText source, YamlNode value, string path, Dictionary<string, Location> locations)
    {
        var type = property.PropertyType;
        var field = KebabCase.Of(property.Name);
        if (PartTypeOf(type) is { } part)
        {
            return ReadParts(type, part, source, value, path, field, locations);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            return ReadList(type, source, value, path, field, locations);
        }

        if (type == typeof(LocalizedText))
        {
            return ReadLocalized(source, value, field);
        }

        if (property.GetCustomAttribute<SameDayAsAttribute>() is { } sameDay && value is YamlScalarNode { Value: { } time }
            && TimeOnly.TryParseExact(time, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            var day = (DateTime?)target.GetType().GetProperty(sameDay.Property)!.GetValue(target);
            // Without a start there is already a complaint.
            return day?.Date.Add(clock.ToTimeSpan());
        }

        return Text(source, value, field) is { } text ? Scalar(type, text, source, value, field) : null;
    }

    /// <summary>A scalar's text, or null after a mistake was added.</summary>
    public string? Text(SourceText source, YamlNode value, string field)
    {
        if (value is not YamlScalarNode scalar)
        {
            Wrong(source, value, field, "needs one value, not a list.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(scalar.Value))
        {
            Wrong(source, value, field, "has no value; leave the field out.");
            return null;
        }

        if (scalar.Value.Any(c => char.IsControl(c) && c is not '\n' and not '\t'))
        {
            Wrong(source, value, field, "holds a control character.");
            return null;
        }

        return scalar.Value.Trim();
    }

    private object? Scalar(Type type, string text, SourceText source, YamlNode value, string field)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return text;
        }

        if (type.IsEnum)
        {
            var names = Enum.GetNames(type);
            var name = Array.Find(names, n => KebabCase.Of(n) == text);
            return name is not null
                ? Enum.Parse(type, name)
                : Wrong(source, value, field, $"'{text}' is none of {string.Join(", ", names.Select(KebabCase.Of))}.");
        }

        if (type == typeof(bool))
        {
            return text switch { "true" => true, "false" => false, _ => Wrong(source, value, field, $"'{text}' is neither true nor false.") };
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number : Wrong(source, value, field, $"'{text}' is not a whole number.");
        }

        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number : Wrong(source, value, field, $"'{text}' is not a whole number.");
        }

        if (type == typeof(decimal))
        {
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number : Wrong(source, value, field, $"'{text}' is not a number.");
        }

        if (type == typeof(DateOnly))
        {
            return FieldDates.Date(text, today) is { } date
                ? date : Wrong(source, value, field, $"'{text}' is not a date such as 2027-05-14.");
        }

        if (type == typeof(DateTime))
        {
            return FieldDates.DateTime(text, today) is { } moment
                ? moment : Wrong(source, value, field, $"'{text}' is not a date and time such as 2027-05-14 20:30.");
        }

        throw new NotSupportedException($"Front matter has no values of type {type}.");
    }

    private IList? ReadList(Type type, SourceText source, YamlNode value, string path, string field, Dictionary<string, Location> locations)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        var failed = false;
        foreach (var node in value is YamlSequenceNode sequence ? sequence.Children : [value])
        {
            locations.TryAdd(string.Create(CultureInfo.InvariantCulture, $"{path}[{list.Count}]"), new(source.Name.File, (int)node.Start.Line + 1));
            if (Text(source, node, field) is { } text && Scalar(type.GetGenericArguments()[0], text, source, node, field) is { } item)
            {
                list.Add(item);
            }
            else
            {
                failed = true;
            }
        }

        return failed ? null : list;
    }

    /// <summary>The parts, those that could not be read among them, so that of the others all is said at once.</summary>
    private IList ReadParts(Type type, Type part, SourceText source, YamlNode value, string path, string field, Dictionary<string, Location> locations)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        foreach (var node in value is YamlSequenceNode sequence ? sequence.Children : [value])
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{list.Count}]");
            locations.TryAdd(itemPath, new(source.Name.File, (int)node.Start.Line + 1));
            var item = Activator.CreateInstance(part)!;
            list.Add(item);
            if (node is not YamlMappingNode mapping)
            {
                Failed.Add(itemPath);
                Wrong(source, node, field, "needs fields of its own: " + string.Join(", ", part.GetProperties().Select(p => KebabCase.Of(p.Name))) + ".");
                continue;
            }

            foreach (var (keyNode, partValue) in mapping.Children)
            {
                var name = (keyNode as YamlScalarNode)?.Value ?? "";
                if (PropertyOf(part, name) is not { } property)
                {
                    Failed.Add(itemPath);
                    Wrong(source, keyNode, field, $"'{name}' is none of {string.Join(", ", part.GetProperties().Select(p => KebabCase.Of(p.Name)))}.");
                    continue;
                }

                var partPath = itemPath + "." + property.Name;
                locations.TryAdd(partPath, new(source.Name.File, (int)keyNode.Start.Line + 1));
                if (Read(item, property, source, partValue, partPath, locations) is { } read)
                {
                    property.SetValue(item, read);
                }
                else
                {
                    Failed.Add(partPath);
                }
            }
        }

        return list;
    }

    private LocalizedText? ReadLocalized(SourceText source, YamlNode value, string field)
    {
        if (value is not YamlMappingNode mapping)
        {
            Wrong(source, value, field, "needs a text in each language: {en: …, tr: …}.");
            return null;
        }

        var text = new LocalizedText();
        foreach (var (keyNode, part) in mapping.Children)
        {
            var culture = (keyNode as YamlScalarNode)?.Value ?? "";
            if (!Languages.All.Contains(culture))
            {
                Wrong(source, keyNode, field, $"'{culture}' is neither en nor tr.");
                return null;
            }

            if (Text(source, part, field) is not { } read)
            {
                return null;
            }

            text[culture] = read;
        }

        return text;
    }

    private object? Wrong(SourceText source, YamlNode node, string field, string reason)
    {
        folder.Add(source.Name.File, (int)node.Start.Line + 1, $"{field}: {reason}");
        return null;
    }
}
