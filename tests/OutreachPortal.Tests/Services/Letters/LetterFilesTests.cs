using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Letters;

/// <summary>Letters where no mail server is set.</summary>
public sealed class LetterFilesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_of_letters_go_with_the_registration_that_is_erased()
    {
        await using var portal = new PortalHost();
        using var folder = new ContentFolder().Lecture("files");
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("files");
        var gone = await portal.RegisterAsync(lecture, "gone@poyraz.example");
        await portal.RegisterAsync(lecture, "stays@poyraz.example");
        var outbox = Path.Combine(portal.Data, "outbox");
        await Eventually.IsAsync(() => Task.FromResult(Directory.Exists(outbox) && Directory.GetFiles(outbox, "*.eml").Length == 2));

        await portal.SeatAsync((book, c) => book.EraseAsync(gone.RegistrationId, c));

        var left = Directory.GetFiles(outbox, "*.eml").ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(left, Cancellation)).ShouldContain("stays@poyraz.example");
    }
}
