using Repro.Build.Tests.Testing;
using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using ReproBuild.Soaking;

namespace Repro.Build.Tests.Soaking;

public sealed class EnduranceTests : IDisposable
{
    private static readonly ReproRequest Small = TrainingProgram.Small("sample", epochs: 1, ModelKind.Rnn) with
    {
        Protocols = [ProtocolKind.AsWritten, ProtocolKind.Corrected],
    };

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Every_round_trains_from_the_start_in_one_process_and_is_measured()
    {
        var training = TrainingProgram.In(Small, temp.Root);
        var rounds = new List<EnduranceRound>();
        var ends = new List<DateTimeOffset>();
        await new Endurance(training, temp.In("runs"), TimeProvider.System).RunAsync(
            TimeSpan.FromSeconds(5),
            Finished,
            CancellationToken.None
        );
        rounds.Select(r => r.Round).Should().Equal(Enumerable.Range(1, rounds.Count));
        // Libtorch alone takes more than 100 MB and some ten files, .NET three threads, and weights are kept on disk.
        rounds
            .Should()
            .OnlyContain(r => r.Seconds > 0 && r.Memory > 1e8 && r.Handles > 20 && r.Threads > 2 && r.Disk > 1e4);
        ends.Should().OnlyHaveUniqueItems().And.HaveSameCount(rounds, "the epoch of each round is its own");

        void Finished(EnduranceRound round)
        {
            rounds.Add(round);
            ends.Add(RunEventLog.Read(training.Runs[0].Events).Single(e => e.Kind == RunEventKind.EpochFinished).Time);
        }
    }

    [Fact]
    public async Task A_round_that_fails_says_why()
    {
        var training = TrainingProgram.In(Small with { Overrides = ["training.learning-rate=1e30"] }, temp.Root);
        var run = () =>
            new Endurance(training, temp.In("runs"), TimeProvider.System).RunAsync(
                TimeSpan.FromMinutes(1),
                _ => { },
                CancellationToken.None
            );
        (await run.Should().ThrowAsync<ReproException>())
            .WithMessage("Soak: round 1 ended the process: *")
            .Which.ExitCode.Should()
            .Be(ExitCode.ToolFailure);
    }
}
