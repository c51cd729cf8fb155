using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace OutreachPortal.Tests.Support;

/// <summary>The portal with its demo content and a database that can be made to wait.</summary>
public sealed class SlowPortal : PortalHost
{
    public SlowPortal() => With("Demo:Content", "true");

    public DatabaseGate Gate { get; } = new();

    protected override void ConfigureServices(IServiceCollection services) => TestDatabase.Intercept(services, Gate);
}

/// <summary>While it is closed, a question waits until it is opened or whoever asks gives up.</summary>
public sealed class DatabaseGate : DbCommandInterceptor
{
    private volatile TaskCompletionSource _opened = new();
    private volatile TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DatabaseGate() => Open();

    /// <summary>When a question waits.</summary>
    public Task Reached => _reached.Task;

    public void Close()
    {
        _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Open() => _opened.TrySetResult();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        // Each asks for the stamp for itself.
        if (!_opened.Task.IsCompleted && !command.CommandText.Contains("ContentStamp", StringComparison.Ordinal))
        {
            _reached.TrySetResult();
            await _opened.Task.WaitAsync(cancellationToken);
        }

        return result;
    }
}
