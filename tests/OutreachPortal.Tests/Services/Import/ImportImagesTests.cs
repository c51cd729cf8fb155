using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

public sealed class ImportImagesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string File = "people/item.en.md";
    private const int BodyLine = 6;

    [Fact]
    public async Task Images_of_all_types_are_kept_by_their_content()
    {
        using var folder = new ContentFolder()
            .File("people/a.png", Images.Png()).File("people/b.jpg", Images.Jpeg()).File("people/c.gif", Images.Gif())
            .File("people/sub/d.webp", Images.WebP()).File("people/e e.avif", Images.Avif()).File("people/same.jpeg", Images.Jpeg())
            .Item("people/gallery", "![a](a.png)\n\n> ![b](b.jpg)\n\n- ![c](./c.gif)\n\n![d](sub/d.webp) ![e](<e e.avif>) ![e](e%20e.avif) ![b](same.jpeg)");
        await portal.ImportsAsync(folder);

        var text = (await portal.FindAsync("people/gallery"))!.Texts.Single();
        var shown = System.Text.RegularExpressions.Regex.Matches(text.Html, "src=\"/media/([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        shown.Count.ShouldBe(7);
        shown.Distinct().Order(StringComparer.Ordinal).ShouldBe(portal.MediaFiles().Intersect(shown));
        shown.Select(name => Path.GetExtension(name)).ShouldBe([".png", ".jpg", ".gif", ".webp", ".avif", ".avif", ".jpg"]);
        shown[1].ShouldBe(shown[6]);
        var rows = await portal.QueryAsync(db => db.MediaFiles.Where(file => shown.Contains(file.Name)).ToListAsync(TestContext.Current.CancellationToken));
        rows.Select(row => row.ContentType).Order(StringComparer.Ordinal).ShouldBe(["image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"]);
        rows.Single(row => row.ContentType == "image/png").Length.ShouldBe(Images.Png().Length);
        (await System.IO.File.ReadAllBytesAsync(Path.Combine(portal.Data, "media", shown[0]), TestContext.Current.CancellationToken)).ShouldBe(Images.Png());
    }

    [Fact]
    public async Task An_image_may_be_named_by_a_reference()
    {
        using var folder = new ContentFolder().File("people/hall.png", Images.Png(9))
            .Item("people/referring", "![The hall][hall] and ![hall]\n\n[hall]: hall.png");
        await portal.ImportsAsync(folder);
        (await portal.FindAsync("people/referring"))!.Texts.Single().Html.Split("src=\"/media/").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_photo_and_a_logo_are_kept()
    {
        using var folder = new ContentFolder().File("people/face.jpg", Images.Jpeg()).File("partners/logo.png", Images.Png())
            .Item("people/with-photo", Fields.Person.With("title", "With Photo").With("photo", "face.jpg"))
            .Item("partners/with-logo", Fields.Partner.With("title", "With logo").With("logo", "logo.png"));
        await portal.ImportsAsync(folder);
        portal.MediaFiles().ShouldContain((await portal.ItemAsync<Person>("people/with-photo")).Photo!);
        portal.MediaFiles().ShouldContain((await portal.ItemAsync<Partner>("partners/with-logo")).Logo!);
    }

    [Theory]
    [InlineData("none.jpg", "There is no image 'none.jpg' beside the file.")]
    [InlineData("../../outside.png", "The image '../../outside.png' lies outside the imported folder.")]
    [InlineData("..%2F..%2Foutside.png", "The image '..%2F..%2Foutside.png' lies outside the imported folder.")]
    [InlineData("a%00b.png", "There is no image 'a%00b.png' beside the file.")]
    [InlineData("lying.png", "'lying.png' is none of PNG, JPEG, WebP, AVIF and GIF.")]
    [InlineData("drawing.svg", "'drawing.svg' is none of PNG, JPEG, WebP, AVIF and GIF.")]
    [InlineData("empty.png", "'empty.png' is none of PNG, JPEG, WebP, AVIF and GIF.")]
    [InlineData("large.png", "The image 'large.png' is larger than 5 MB.")]
    [InlineData("link.png", "There is no image 'link.png' beside the file.")]
    [InlineData("elsewhere/secret.png", "There is no image 'elsewhere/secret.png' beside the file.")]
    [InlineData("https://example.org/x.png", "The image 'https://example.org/x.png' is not beside the file.")]
    [InlineData("/media/../x.png", "The image '/media/../x.png' is not beside the file.")]
    [InlineData("data:image/png;base64,AAAA", "The image 'data:image/png;base64,AAAA' is not beside the file.")]
    public async Task Import_names_the_line_of_an_image_that_it_cannot_take(string address, string reason)
    {
        using var outside = new ContentFolder().File("secret.png", Images.Png());
        using var folder = new ContentFolder().Item("people/item", $"Text.\n\n![x]({address})")
            .File("people/lying.png", "GIF? No, only words."u8.ToArray()).File("people/drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .File("people/empty.png", []).File("people/large.png", Images.PngOfLength((5 * 1024 * 1024) + 1));
        System.IO.File.CreateSymbolicLink(Path.Combine(folder.Path, "people", "link.png"), Path.Combine(outside.Path, "secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "people", "elsewhere"), outside.Path);
        (await portal.MistakesAsync(folder)).ShouldBe([$"{File}:{BodyLine + 2}: {reason}"]);
    }

    [Fact]
    public async Task Import_names_the_field_of_an_image_that_it_cannot_take()
    {
        var fields = Fields.Person.With("photo", "none.jpg");
        using var folder = new ContentFolder().Item("people/item", fields);
        (await portal.MistakesAsync(folder)).ShouldBe([$"{File}:{fields.Line("photo")}: photo: There is no image 'none.jpg' beside the file."]);
    }

    [Fact]
    public async Task An_image_of_five_megabytes_is_taken()
    {
        using var folder = new ContentFolder().Item("people/five", "![x](five.png)")
            .File("people/five.png", Images.PngOfLength(5 * 1024 * 1024));
        (await portal.MistakesAsync(folder)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("seminars/shown", "![x](image.png)", null)]
    [InlineData("seminars/told", "Text.", "\"![x](image.png)\"")]
    public async Task An_image_that_changes_changes_the_item(string name, string body, string? account)
    {
        var fields = Fields.Seminar.With("title", name.Split('/')[1]);
        fields = account is null ? fields : fields.With("account", account);
        using var folder = new ContentFolder().Item(name, fields, body).File("seminars/image.png", Images.Png(1));
        await portal.ImportsAsync(folder);
        (await portal.ImportsAsync(folder)).Skipped.ShouldBe([name]);
        folder.File("seminars/image.png", Images.Png(2));
        (await portal.ImportsAsync(folder)).Changed.ShouldBe([name]);
    }
}
