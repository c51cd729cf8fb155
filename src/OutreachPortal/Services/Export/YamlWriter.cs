using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OutreachPortal.Services.Export;

/// <summary>Writes YAML that people like to read and that every reader reads as the same.</summary>
internal sealed partial class YamlWriter
{
    private readonly StringBuilder _text = new();
    private readonly Emitter _emitter;
    private bool _isEmpty = true;

    public YamlWriter()
    {
        // Nothing is folded: a line of the text is a line of the file.
        _emitter = new Emitter(new StringWriter(_text), new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, indentSequences: true).WithNewLine("\n"));
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        _emitter.Emit(new MappingStart(null, null, isImplicit: true, MappingStyle.Block));
    }

    public void Key(string key)
    {
        _isEmpty = false;
        Text(key);
    }

    /// <summary>A number, a date or a word that is one by itself.</summary>
    public void Plain(string value) => Scalar(value, ScalarStyle.Plain);

    /// <summary>Words: as they are where nobody can take them for something else, in quotation marks otherwise, and line by line where there are several.</summary>
    public void Text(string value) => Scalar(value, IsPlain(value) ? ScalarStyle.Plain : IsLiteral(value) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted);

    public void List(IReadOnlyCollection<string> values)
    {
        var isShort = values.All(value => IsPlain(value) && !value.Contains(',', StringComparison.Ordinal) || Number().IsMatch(value));
        _emitter.Emit(new SequenceStart(null, null, isImplicit: true, isShort ? SequenceStyle.Flow : SequenceStyle.Block));
        foreach (var value in values)
        {
            Scalar(value, isShort ? ScalarStyle.Plain : IsPlain(value) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted);
        }

        _emitter.Emit(new SequenceEnd());
    }

    public void BeginList() => _emitter.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Block));

    public void EndList() => _emitter.Emit(new SequenceEnd());

    public void BeginFields() => _emitter.Emit(new MappingStart(null, null, isImplicit: true, MappingStyle.Block));

    public void EndFields() => _emitter.Emit(new MappingEnd());

    /// <summary>All that was written; nothing where there was no key.</summary>
    public string End()
    {
        _emitter.Emit(new MappingEnd());
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
        return _isEmpty ? "" : _text.ToString();
    }

    private void Scalar(string value, ScalarStyle style) =>
        _emitter.Emit(new Scalar(null, null, value, style, isPlainImplicit: true, isQuotedImplicit: true));

    private static bool IsPlain(string value) => PlainWords().IsMatch(value) && !OtherThanWords().IsMatch(value);

    // What a block cannot hold to the letter goes into quotation marks: blanks at an edge, and characters that end a line to some readers.
    private static bool IsLiteral(string value) => value.Contains('\n', StringComparison.Ordinal)
        && value[0] is not (' ' or '\t' or '\n') && value[^1] is not (' ' or '\t' or '\n')
        && !value.Contains(" \n", StringComparison.Ordinal) && !value.Contains("\t\n", StringComparison.Ordinal)
        && value.All(c => c is '\n' or '\t' || !(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF'));

    [GeneratedRegex(@"^[\p{L}]([\p{L}\p{Nd} .,;()/'’‘“”–—+-]*[\p{L}\p{Nd}.)])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWords();

    /// <summary>Words that some YAML reader takes for true, false, nothing or a number.</summary>
    [GeneratedRegex(@"^(?:y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherThanWords();

    [GeneratedRegex(@"^[0-9]{1,9}\z")]
    private static partial Regex Number();
}
