using System.Text;

namespace OutreachPortal.Tests.Support;

/// <summary>A folder of content files, as a user would write them; gone after the test.</summary>
public sealed class ContentFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("outreach-content-").FullName;

    /// <summary>Writes a file, making its folders.</summary>
    public ContentFolder File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public ContentFolder File(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, content);
        return this;
    }

    public ContentFolder Remove(string name)
    {
        System.IO.File.Delete(System.IO.Path.Combine(Path, name));
        return this;
    }

    /// <summary>A text whose fields and body are given; the front matter's dashes are added.</summary>
    public ContentFolder Text(string name, string fields, string body = "A text.") => File(name, $"---\n{fields.Trim()}\n---\n{body}\n");

    /// <summary>The same for an item that there is only in the language of the file.</summary>
    public ContentFolder OneText(string name, string fields, string body = "A text.") => Text(name, $"languages: {name.Split('.')[^2]}\n{fields}", body);

    /// <summary>A seminar in both languages that lacks nothing.</summary>
    /// <param name="more">Further fields of the English file.</param>
    public ContentFolder Seminar(string key, string title = "A seminar", string more = "", string body = "A text.", string start = "2026-12-03 14:00", string end = "15:30")
    {
        Text($"seminars/{key}.en.md", $"title: {title}\nsummary: About it.\nplace: Room 1\nstart: {start}\nend: {end}\nmode: on-site\naudience: [pupils]\n{more}", body);
        return Text($"seminars/{key}.tr.md", $"title: {title} (TR)\nsummary: Hakkında.\nplace: Oda 1", "Bir metin.");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
