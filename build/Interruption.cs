using System.Runtime.InteropServices;

namespace ReproBuild;

/// <summary>
/// Turns the first Ctrl+C into a cancelled token, or a polite request to end, or the end of the terminal; a second one
/// ends the process.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() =>
        registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel),
        ];

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
