using System.Diagnostics;
using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Runs;
using ReproBuild.Soaking;
using Xunit.Abstractions;

namespace Repro.Build.Tests;

/// <summary>
/// A training process uses no more memory in the last third of its time than in the first: nothing grows with the
/// batches.
/// </summary>
public sealed class SteadyMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const int Epochs = 24,
        MiB = 1 << 20;

    // What a collection more or less makes of a process of some 200 MiB. Keeping half a megabyte a batch would make
    // more: there are 336 of them.
    private const double Slack = 40;

    // 4 MiB, hexadecimal. By itself the collector takes a budget as large as the processor's cache, tens of MiB on some:
    // until it is spent once, memory grows.
    private const string SmallBudget = "400000";

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(ModelKind.Rnn)]
    [InlineData(ModelKind.Cnn)]
    public async Task Memory_does_not_grow_with_the_epochs(ModelKind kind)
    {
        var small = TrainingProgram.Small("sample", Epochs, kind);
        var program = TrainingProgram.In(
            small with
            {
                Overrides = [.. small.Overrides, $"training.patience={Epochs}"],
            },
            temp.In("run"),
            variables: new Dictionary<string, string> { ["DOTNET_GCgen0size"] = SmallBudget }
        );
        var samples = await SamplesAsync(program);
        samples.Should().HaveCountGreaterThan(9);
        var third = samples.Count / 3;
        var (early, late) = (samples[..third].Max(), samples[^third..].Max());
        output.WriteLine(
            FormattableString.Invariant(
                $"{samples.Count} samples; at most {early:0} MiB in the first third, {late:0} MiB in the last"
            )
        );
        late.Should().BeLessThan(early + Slack);
    }

    /// <returns>Memory in MiB, again and again from the first batch to the last.</returns>
    private static async Task<List<double>> SamplesAsync(TrainingProcess program)
    {
        var samples = new List<double>();
        using var process = program.Start();
        while (!process.HasExited)
        {
            await Task.Delay(10);
            var last = RunEventLog.Read(program.Runs[0].Events).LastOrDefault()?.Kind;
            if (
                last is RunEventKind.Training or RunEventKind.Validating or RunEventKind.EpochFinished
                && Memory(process) is { } memory
            )
                samples.Add(memory);
        }

        process.ExitCode.Should().Be(0, await process.StandardError.ReadToEndAsync());
        return samples;
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
