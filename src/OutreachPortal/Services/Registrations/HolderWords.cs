using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>How a registration stands, in plain words: a headline, and what there is to do.</summary>
public static class HolderWords
{
    /// <param name="now">UTC.</param>
    public static (string Headline, string Lead) Standing(this IStringLocalizer words, Holding holding, DateTime now)
    {
        var (r, lecture) = (holding.Registration, holding.Lecture);
        var seats = PageWords.Number(r.Seats);
        var until = r.HeldUntil is { } end ? DateWords.Moment(end, lecture.TimeZone, now, Languages.Current) : "";
        var many = r.Seats > 1 ? ".Many" : "";
        (string, string) Say(string key, params object[] values) => (words[$"Holder.{key}.Head{many}", seats], words[$"Holder.{key}.Lead{many}", values]);
        (string, string) SayPlain(string key, params object[] values) => (words[$"Holder.{key}.Head", values], words[$"Holder.{key}.Lead", values]);
        if (r.IsOpen && lecture.IsCancelled)
        {
            return SayPlain("Off");
        }

        if (r.IsOpen && now >= lecture.EndsAt)
        {
            return SayPlain(r.State is RegistrationState.Waiting or RegistrationState.Offered or RegistrationState.Pending ? "OverWaiting" : "Over");
        }

        return r.State switch
        {
            RegistrationState.Pending => Say("Pending", until, seats),
            RegistrationState.Requested => Say("Requested", seats),
            RegistrationState.Confirmed when holding.HasTicket => Say("Confirmed", seats),
            RegistrationState.Confirmed => (words["Holder.ConfirmedOnline.Head"], words[holding.OnlineLink(now) is null ? "Holder.ConfirmedOnline.Lead" : "Holder.ConfirmedOnline.Lead.Now"]),
            RegistrationState.Waiting => (words["Holder.Waiting.Head", PageWords.Number(holding.Position ?? 1)],
                words[lecture.Seating.WaitingList == WaitingPolicy.BestFit ? "Holder.Waiting.Lead.BestFit" : "Holder.Waiting.Lead.InOrder"]),
            RegistrationState.Offered => Say("Offered", until, seats),
            RegistrationState.Attended when r.Kind == PartyKind.Class => (words["Holder.Attended.Head"],
                words[holding.Certificate is null ? "Holder.Attended.Lead.Many" : "Holder.Attended.Certified.Many", PageWords.Number(r.Came ?? 0), seats]),
            RegistrationState.Attended when holding.Certificate is not null => (words["Holder.Attended.Head"], words["Holder.Attended.Certified"]),
            RegistrationState.Attended => SayPlain("Attended"),
            RegistrationState.Absent => SayPlain("Absent"),
            _ => SayPlain($"Cancelled.{r.Ending ?? RegistrationEnding.Cancelled}"),
        };
    }
}
