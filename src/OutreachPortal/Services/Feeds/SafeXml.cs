using System.Text;
using System.Xml;

namespace OutreachPortal.Services.Feeds;

/// <summary>Writes XML documents from texts that anybody typed.</summary>
public static class SafeXml
{
    /// <summary>The text without characters that XML 1.0 has no way to write (section 2.2): one would break the whole document.</summary>
    public static string Clean(string text)
    {
        var bad = 0;
        while (bad < text.Length && XmlConvert.IsXmlChar(text[bad]))
        {
            bad++;
        }

        if (bad == text.Length)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text, i++, 2);
            }
            else
            {
                clean.Append('\uFFFD');
            }
        }

        return clean.ToString();
    }

    /// <summary>A document in UTF-8.</summary>
    public static byte[] Document(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartDocument();
            write(writer);
            writer.WriteEndDocument();
        }

        return stream.ToArray();
    }
}
