using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Calendar;

public sealed class ICalendarWriterTests
{
    private static readonly Arbitrary<string> Texts = Gen.OneOf(
            Gen.Choose(0, 0x10FFFF).Where(value => value is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32),
            Gen.Elements("\\", ";", ",", ":", "\"", "\r\n", "\n", "\r", "\\n", "\t", " ", "ş", "ğ", "İ", "a", "\ud83d\ude00", "\0", "\u007f", "\u0085", "\u2028", "BEGIN:VEVENT", "=", "^n", "wwwwwwwwwwwwwwwwwwwwwwwwwww"))
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    [Fact]
    public void Any_text_survives_being_written_and_read() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        Lines(writer => writer.Text("DESCRIPTION", text))[0].Text == Kept(text)));

    [Fact]
    public void Any_list_of_texts_survives_being_written_and_read() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, Texts, (one, other) =>
        Lines(writer => writer.Texts("CATEGORIES", [one, other]))[0].Texts.SequenceEqual([Kept(one), Kept(other)])));

    [Fact]
    public void No_text_breaks_out_of_its_parameter() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        Lines(writer => writer.Value("ORGANIZER", "mailto:a@b.example", ("CN", text), ("LANGUAGE", "tr"))) is [{ Value: "mailto:a@b.example" } line]
        && line.Parameters["LANGUAGE"] == "tr"));

    [Fact]
    public void No_address_makes_a_line_of_its_own() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, text =>
        Lines(writer => writer.Value("URL", "https://example.org/" + text)).Count == 1));

    [Theory]
    [InlineData("Işık; gölge, ve \\ \"ters\"\nbölü", "Işık\\; gölge\\, ve \\\\ \"ters\"\\nbölü")]
    [InlineData("a\r\nb\rc", "a\\nb\\nc")]
    [InlineData("a\u0000b\u001bc", "abc")]
    public void Text_is_escaped(string text, string written) => Written(writer => writer.Text("SUMMARY", text)).ShouldBe($"SUMMARY:{written}\r\n");

    [Theory]
    [InlineData("Poyraz", "CN=Poyraz")]
    [InlineData("Office, Poyraz", "CN=\"Office, Poyraz\"")]
    [InlineData("a:b;c", "CN=\"a:b;c\"")]
    [InlineData("the \"North\"", "CN=the 'North'")]
    public void Parameter_is_quoted_where_it_must_be(string text, string written) =>
        Written(writer => writer.Value("ORGANIZER", "mailto:x@y.z", ("CN", text))).ShouldBe($"ORGANIZER;{written}:mailto:x@y.z\r\n");

    [Fact]
    public void Line_is_folded_at_75_octets_and_never_within_a_character()
    {
        var written = Written(writer => writer.Text("SUMMARY", new string('ş', 100) + string.Concat(Enumerable.Repeat("\ud83d\ude00", 40))));
        var lines = written.Split("\r\n")[..^1];
        lines.Length.ShouldBeGreaterThan(4);
        lines[..^1].ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) >= 72 && Encoding.UTF8.GetByteCount(line) <= 75);
        lines[1..].ShouldAllBe(line => line[0] == ' ');
        // Throws at half of a character.
        lines.Sum(line => new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(line)).ShouldBe(8 + 200 + 160 + lines.Length - 1);
    }

    [Fact]
    public void Half_a_character_does_no_harm() =>
        Written(writer => writer.Text("SUMMARY", "a\ud83db")).ShouldBe("SUMMARY:a\ufffdb\r\n");

    [Fact]
    public void Times_are_written_in_UTC_or_with_their_zone()
    {
        var time = new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        Written(writer => writer.Utc("DTSTAMP", time)).ShouldBe("DTSTAMP:20260203T040506Z\r\n");
        Written(writer => writer.Local("DTSTART", time, "Europe/Istanbul")).ShouldBe("DTSTART;TZID=Europe/Istanbul:20260203T040506\r\n");
        Written(writer => writer.Local("DTSTART", time)).ShouldBe("DTSTART:20260203T040506\r\n");
    }

    private static string Written(Action<ICalendarWriter> write)
    {
        var writer = new ICalendarWriter();
        write(writer);
        return writer.ToString();
    }

    /// <summary>Reads lines as they are sent, and checks how long they are.</summary>
    private static List<ICalendarLine> Lines(Action<ICalendarWriter> write)
    {
        var text = new UTF8Encoding(false, true).GetString(Encoding.UTF8.GetBytes(Written(write)));
        text.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= ICalendarWriter.LongestLine);
        return [.. text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[..^1].Select(ICalendarLine.Parse)];
    }

    /// <summary>What of a text a calendar can hold: one kind of line end, and no control characters.</summary>
    private static string Kept(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Where(c => !char.IsControl(c) || c is '\n' or '\t'));
}
