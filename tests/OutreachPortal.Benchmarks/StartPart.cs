using OutreachPortal.Benchmarks.Bare;

namespace OutreachPortal.Benchmarks;

/// <summary>How long it takes to start with a migrated database, and what it then holds in memory.</summary>
public static class StartPart
{
    public const string Name = "start";

    private const int Rounds = 7;
    private const double LongestStart = 1.2;
    private const double MostMemory = 150;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(PublishedPortal published, Report report)
    {
        var data = published.Data("start");
        (await published.StartAsync(data)).Dispose();
        var rounds = new List<(Measure Portal, Measure Bare)>();
        for (var round = 1; round <= Rounds; round++)
        {
            Console.WriteLine($"Starting, {round} of {Rounds} …");
            // Memory takes a while to settle; once is enough of that.
            var waits = round == Rounds;
            var portal = await MeasureAsync(published.StartAsync(data), waits);
            rounds.Add((portal, await MeasureAsync(published.StartBareAsync(BareMvc.Word, PublishedPortal.Database(data)), waits)));
        }

        double Start(Func<(Measure Portal, Measure Bare), Measure> of) => Load.Median(rounds.Select(round => of(round).Start));
        var (portalStart, bareStart) = (Start(round => round.Portal), Start(round => round.Bare));
        var last = rounds[^1];
        report.Table(["", "portal", "bare MVC, EF Core, one page", "ratio", "limit", ""],
        [
            ["start to first answer, ms", Report.Number(portalStart), Report.Number(bareStart), Report.Ratio(portalStart / bareStart), $"{Report.Ratio(LongestStart)} ×", Report.Verdict(portalStart <= LongestStart * bareStart)],
            ["idle, working set, MB", Report.Number(last.Portal.Resident), Report.Number(last.Bare.Resident), Report.Ratio(last.Portal.Resident / last.Bare.Resident), $"{MostMemory} MB", Report.Verdict(last.Portal.Resident <= MostMemory)],
            ["idle, proportional set, MB", Report.Number(last.Portal.Proportional), Report.Number(last.Bare.Proportional), Report.Ratio(last.Portal.Proportional / last.Bare.Proportional), "", ""],
        ]);
        report.Line($"Start: median of {Rounds}, fastest {Report.Number(rounds.Min(round => round.Portal.Start))} and {Report.Number(rounds.Min(round => round.Bare.Start))} ms. Memory: {Idle.TotalSeconds} s after the first answer.");
    }

    private static async Task<Measure> MeasureAsync(Task<ServerProcess> starting, bool waits)
    {
        using var server = await starting;
        if (waits)
        {
            await Task.Delay(Idle);
        }

        var (resident, proportional) = server.Memory();
        return new(server.Start.TotalMilliseconds, resident, proportional);
    }

    private readonly record struct Measure(double Start, double Resident, double Proportional);
}
