using OutreachPortal.Services.Import;

namespace OutreachPortal.Commands;

/// <summary>A bar on a terminal; elsewhere a line for each tenth of a stage.</summary>
internal sealed class ConsoleProgress : IProgress<ImportProgress>
{
    private const int BarWidth = 30;

    private (string Stage, int Step) _last;

    public void Report(ImportProgress value)
    {
        var share = value.Total == 0 ? 1 : (double)value.Done / value.Total;
        var step = (int)(share * (Console.IsOutputRedirected ? 10 : 100));
        if (_last == (value.Stage, step))
        {
            return;
        }

        _last = (value.Stage, step);
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine($"{value.Stage} {value.Done} of {value.Total}");
            return;
        }

        var filled = (int)(share * BarWidth);
        Console.Write($"\r{value.Stage,-9} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {value.Done} of {value.Total} ");
        if (value.Done == value.Total)
        {
            Console.WriteLine();
        }
    }
}
