using System.Diagnostics;
using Repro.Build.Tests.Testing;
using Repro.Experiment;
using Xunit.Abstractions;

namespace Repro.Build.Tests;

/// <summary>A training process holds no more memory in its last third than in its first: nothing grows with the batches.</summary>
public sealed class SteadyMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const int Epochs = 12, MiB = 1 << 20;

    // What a collection more or less makes of a process of some 200 MiB. Keeping half a megabyte a batch would make more: there are 14 batches an epoch.
    private const double Slack = 40;

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(ModelKind.Rnn)]
    [InlineData(ModelKind.Cnn)]
    public async Task Memory_does_not_grow_with_the_epochs(ModelKind kind)
    {
        var small = TrainingProgram.Small("sample", Epochs, kind);
        var program = new TrainingProgram(small with { Overrides = [.. small.Overrides, $"training.patience={Epochs}"] }, temp.In("run"));
        var peaks = await PeaksAsync(program);
        output.WriteLine(string.Join(", ", peaks.Select(p => FormattableString.Invariant($"epoch {p.Key}: {p.Value:0} MiB"))));
        var early = peaks.Where(p => p.Key is > 1 and <= Epochs / 3).Max(p => p.Value);
        var late = peaks.Where(p => p.Key > Epochs * 2 / 3).Max(p => p.Value);
        late.Should().BeLessThan(early + Slack);
    }

    /// <returns>Epoch → most memory seen while it ran, in MiB.</returns>
    private static async Task<SortedDictionary<int, double>> PeaksAsync(TrainingProgram program)
    {
        var peaks = new SortedDictionary<int, double>();
        using var process = program.Start();
        while (!process.HasExited)
        {
            await Task.Delay(20);
            if (RunEventLog.Read(program.Runs[0].Events).LastOrDefault() is not { Kind: RunEventKind.Training or RunEventKind.Validating, Epoch: { } epoch }) continue;
            if (Memory(process) is { } memory) peaks[epoch] = Math.Max(memory, peaks.GetValueOrDefault(epoch));
        }

        process.ExitCode.Should().Be(0, await process.StandardError.ReadToEndAsync());
        return peaks;
    }

    private static double? Memory(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64 / (double)MiB;
        }
        catch (InvalidOperationException)
        {
            return null; // It has ended meanwhile.
        }
    }
}
