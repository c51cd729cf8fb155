using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Services.Feeds;

namespace OutreachPortal.Tests.Services.Feeds;

public sealed class SafeXmlTests
{
    // No theory: a lone surrogate does not survive in an attribute.
    [Fact]
    public void Characters_that_XML_cannot_write_are_replaced()
    {
        foreach (var (text, clean) in new[]
        {
            ("plain", "plain"), ("a\u0001b", "a\uFFFDb"), ("\uD83D\uDE00", "\uD83D\uDE00"), ("\uD83D", "\uFFFD"), ("\uDE00\uD83D", "\uFFFD\uFFFD"),
            ("\uFFFE\0\tx\n", "\uFFFD\uFFFD\tx\n"),
        })
        {
            SafeXml.Clean(text).ShouldBe(clean);
        }
    }

    [Fact]
    public void Any_text_makes_a_document_that_can_be_read_back()
    {
        var pieces = Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), Gen.Elements("\0", "\uD800", "\uDC00", "]]>", "<", "&", "\uFFFF", "\u0085", "ğüş"));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Arb.From(pieces.ListOf().Select(parts => string.Concat(parts))), text =>
        {
            var bytes = SafeXml.Document(xml =>
            {
                xml.WriteStartElement("a");
                xml.WriteAttributeString("b", SafeXml.Clean(text));
                xml.WriteString(SafeXml.Clean(text));
                xml.WriteEndElement();
            });
            using var stream = new MemoryStream(bytes);
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            document.Load(stream);
            return document.DocumentElement!.InnerText.ReplaceLineEndings("\n") == SafeXml.Clean(text).ReplaceLineEndings("\n");
        }));
    }
}
