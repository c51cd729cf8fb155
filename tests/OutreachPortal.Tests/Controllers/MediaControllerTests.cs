using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>How files of the media store are handed out.</summary>
public sealed class MediaPortal : PortalHost, IAsyncLifetime
{
    public static readonly byte[] Content = Documents.Pdf("media", 5000);

    public string Document { get; private set; } = "";

    public string Image { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder().File("reports/r.pdf", Content).File("people/face.jpg", Images.Jpeg())
            .Text("reports/r.en.md", "title: R\nlanguages: en\nsummary: s\nyear: 2024\nfile: r.pdf")
            .Text("people/p.en.md", "title: P\nlanguages: en\nsummary: s\nphoto: face.jpg");
        await this.ImportAllAsync(folder);
        Document = "/media/" + this.MediaFiles().Single(name => name.EndsWith(".pdf", StringComparison.Ordinal));
        Image = "/media/" + this.MediaFiles().Single(name => name.EndsWith(".jpg", StringComparison.Ordinal));
    }
}

public sealed class MediaControllerTests(MediaPortal portal) : IClassFixture<MediaPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Fact]
    public async Task Document_is_downloaded_and_neither_framed_nor_run()
    {
        using var answer = await Visitor.AnswerAsync(portal.Document);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Header("Content-Type").ShouldBe("application/pdf");
        answer.Header("Content-Disposition").ShouldBe("attachment");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("X-Frame-Options").ShouldBe("DENY");
        answer.Header("Content-Security-Policy").ShouldBe("default-src 'none'; sandbox; frame-ancestors 'none'");
        answer.Header("Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        answer.Header("Accept-Ranges").ShouldBe("bytes");
        answer.Content.Headers.ContentLength.ShouldBe(MediaPortal.Content.Length);
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(MediaPortal.Content);
    }

    [Fact]
    public async Task Image_is_shown_and_not_framed()
    {
        using var answer = await Visitor.AnswerAsync(portal.Image);
        answer.Header("Content-Type").ShouldBe("image/jpeg");
        answer.Header("Content-Disposition").ShouldBeNull();
        answer.Header("Content-Security-Policy").ShouldBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 9)]
    [InlineData("bytes=4990-", 4990, 4999)]
    [InlineData("bytes=-5", 4995, 4999)]
    [InlineData("bytes=100-999999", 100, 4999)]
    public async Task Part_of_a_document_is_sent_alone(string range, int from, int to)
    {
        using var answer = await Visitor.AnswerAsync(portal.Document, ("Range", range));
        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        answer.Header("Content-Range").ShouldBe($"bytes {from}-{to}/5000");
        answer.Header("Content-Disposition").ShouldBe("attachment");
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(MediaPortal.Content[from..(to + 1)]);
    }

    [Fact]
    public async Task Part_that_the_document_does_not_have_is_refused_without_a_page()
    {
        using var answer = await Visitor.AnswerAsync(portal.Document, ("Range", "bytes=5000-"));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        answer.Header("Content-Range").ShouldBe("bytes */5000");
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bytes=9-1")]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("bytes=")]
    public async Task Range_that_means_nothing_or_many_is_the_whole(string range)
    {
        using var answer = await Visitor.AnswerAsync(portal.Document, ("Range", range));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(MediaPortal.Content.Length);
    }

    [Fact]
    public async Task Document_that_the_visitor_has_is_not_sent_again()
    {
        using var first = await Visitor.AnswerAsync(portal.Document);
        using var again = await Visitor.AnswerAsync(portal.Document, ("If-None-Match", first.Header("ETag")!));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        using var other = await Visitor.AnswerAsync(portal.Document, ("If-None-Match", "\"something else\""));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Half_a_download_goes_on_only_with_the_same_document()
    {
        using var first = await Visitor.AnswerAsync(portal.Document);
        using var same = await Visitor.AnswerAsync(portal.Document, ("Range", "bytes=4000-"), ("If-Range", first.Header("ETag")!));
        same.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        using var other = await Visitor.AnswerAsync(portal.Document, ("Range", "bytes=4000-"), ("If-Range", "\"another\""));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Head_says_how_long_it_is()
    {
        using var answer = await Visitor.AnswerAsync(HttpMethod.Head, portal.Document);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(MediaPortal.Content.Length);
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/media/nothing.pdf")]
    [InlineData("/media/..%2fportal.db")]
    [InlineData("/media/%2e%2e%2fportal.db")]
    [InlineData("/media/")]
    [InlineData("/media/a/b.pdf")]
    [InlineData("/media/00000000000000000000000000000000.pdf")]
    public async Task Unknown_name_is_not_found_in_the_sites_look(string address)
    {
        using var answer = await Visitor.AnswerAsync("http://localhost" + address);
        answer.Header("Content-Disposition").ShouldBeNull();
        answer.Header("Cache-Control").ShouldBe("no-store");
        (await answer.PageAsync(address, HttpStatusCode.NotFound)).QuerySelector("header.site-head").ShouldNotBeNull();
    }

    [Fact]
    public async Task File_that_is_not_in_the_store_any_more_is_not_found()
    {
        using var other = new PortalHost();
        using var folder = new ContentFolder().File("reports/r.pdf", Documents.Pdf("lost")).Text("reports/r.en.md", "title: R\nlanguages: en\nsummary: s\nyear: 2024\nfile: r.pdf");
        await other.ImportAllAsync(folder);
        var name = other.MediaFiles().Single();
        File.Delete(Path.Combine(other.Data, "media", name));
        await other.Visitor().PageAsync("/media/" + name, HttpStatusCode.NotFound);
        (await other.Visitor().PageAsync("/en/reports/r")).Words(".downloads .meta").ShouldBe("PDF, 1 KB");
    }
}
