using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Tests.Support;

/// <summary>A portal with lectures that have seats, and notices that are read and agreed to.</summary>
public sealed class HolderPortal : PortalHost, IAsyncLifetime
{
    /// <summary>Of the notices here: the portal brings first ones of its own.</summary>
    public const int Notices = 11;

    private int _holders;

    // Nobody carries the letters: the keys stay in them.
    public HolderPortal() => Without<LetterCarrier>();

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder();
        folder.Lecture("open", seats: 500, more: "waiting-list: strict-order");
        folder.Lecture("strict", seats: 1, more: "waiting-list: strict-order");
        folder.Lecture("best", seats: 2, more: "waiting-list: best-fit");
        folder.Lecture("offer-accept", seats: 1, more: "waiting-list: strict-order");
        folder.Lecture("offer-decline", seats: 1, more: "waiting-list: strict-order");
        folder.Lecture("class", seats: 10, more: "largest-party: 9");
        folder.Lecture("questions");
        folder.Lecture("consents");
        folder.Lecture("data");
        await this.ImportsAsync(folder);
        await this.QueryAsync(async db =>
        {
            var now = Clock.Now.UtcDateTime;
            db.Notices.Add(new() { Kind = NoticeKind.Information, Number = Notices, Text = new() { En = "About your data, kept by {{site}} for {{keepDays}} days.", Tr = "Verileriniz hakkında." }, CreatedAt = now });
            db.Notices.Add(new() { Kind = NoticeKind.Recording, Number = Notices, Text = new() { En = "You may record me.", Tr = "Beni kaydedebilirsiniz." }, CreatedAt = now });
            var questions = await db.Lectures.SingleAsync(l => l.Key == "questions", TestContext.Current.CancellationToken);
            questions.Questions.Add(new()
            {
                Key = "diet",
                Kind = QuestionKind.One,
                IsRequired = true,
                Text = new() { En = "What do you eat?", Tr = "Ne yersiniz?" },
                Options = new() { En = "Everything\nPlants", Tr = "Her şey\nBitkisel" },
            });
            questions.Questions.Add(new() { Position = 1, Key = "bus", Kind = QuestionKind.YesNo, Text = new() { En = "Bus?", Tr = "Otobüs?" } });
            foreach (var lecture in await db.Lectures.Where(l => l.Key == "consents" || l.Key == "data").ToListAsync(TestContext.Current.CancellationToken))
            {
                lecture.AsksRecording = true;
            }

            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
    }

    public Task<int> LectureAsync(string key) => this.LectureIdAsync(key);

    /// <summary>Somebody new with a seat in the lecture "open", and the path of the page.</summary>
    public async Task<(int Id, string Email, string Path)> HolderAsync(RegistrationState state = RegistrationState.Pending)
    {
        var email = $"holder{Interlocked.Increment(ref _holders)}@poyraz.example";
        var id = (await this.RegisterAsync(await LectureAsync("open"), email)).RegistrationId;
        if (state == RegistrationState.Confirmed)
        {
            (await this.SeatAsync((book, c) => book.ConfirmAsync(id, c))).ShouldBe(SeatOutcome.Done);
        }

        return (id, email, await PathAsync(email));
    }

    public async Task<string> PathAsync(string email) => RegistrationLinks.PathOf("en", await this.TokenAsync(email));

    /// <summary>A lecture of one seat that the first has given up and the second is offered; the paths of both.</summary>
    public async Task<(string First, string Second)> OfferAsync(string key)
    {
        var lecture = await LectureAsync(key);
        var first = await this.RegisterAsync(lecture, $"first.{key}@poyraz.example");
        await this.RegisterAsync(lecture, $"second.{key}@poyraz.example");
        await this.SeatAsync((book, c) => book.CancelAsync(first.RegistrationId, RegistrationEnding.Cancelled, "", null, c));
        return (await PathAsync($"first.{key}@poyraz.example"), await PathAsync($"second.{key}@poyraz.example"));
    }

    public Task<Registration> RegistrationAsync(int id) =>
        this.QueryAsync(db => db.Registrations.AsNoTracking().SingleAsync(r => r.Id == id, TestContext.Current.CancellationToken));

    public Task<List<RegistrationAction>> StepsAsync(int id) =>
        this.QueryAsync(db => db.RegistrationSteps.Where(step => step.RegistrationId == id).OrderBy(step => step.Id).Select(step => step.Action).ToListAsync(TestContext.Current.CancellationToken));
}

public static class HolderForms
{
    /// <summary>Sends the fields of a form, its token among them.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }
}
