using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Checkpoints;
using Repro.Torch.Tests.Testing;

namespace Repro.Torch.Tests;

/// <summary>Runs never share a folder, nor does one make another's training stale.</summary>
[Collection(LibtorchGroup.Name)]
public sealed class FinishedTrainingTests : IDisposable
{
    private static readonly ExperimentSpec Spec = Small(
        Profiles.Spec(Profiles.Sample, ModelKind.Cnn, ProtocolKind.Corrected)
    );

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Other_attributions_are_made_of_the_same_training_and_both_runs_stay()
    {
        var first = Run(Spec);
        var before = File.ReadAllText(first.Attributions);
        var second = Run(Spec with { Attribution = Spec.Attribution with { Steps = 9 } });
        second.Root.Should().NotBe(first.Root);
        File.ReadAllBytes(second.Weights).Should().Equal(File.ReadAllBytes(first.Weights));
        SafeFile.ReadJson<RunManifest>(second.Manifest).SpecHash.Should().Be(SpecHashIn(second));
        Events(second).Should().Contain("as trained and tested in").And.NotContain("\"epoch\"");
        File.ReadAllText(first.Attributions).Should().Be(before).And.NotBe(File.ReadAllText(second.Attributions));
        var events = Events(first);
        Run(Spec).Root.Should().Be(first.Root);
        Events(first).Should().Be(events, "it is complete and unchanged");
    }

    [Theory]
    [InlineData("training")]
    [InlineData("program")]
    [InlineData("damage")]
    public void A_training_that_is_another_one_is_not_taken(string what)
    {
        var first = Run(
            what == "training" ? Spec with { Training = Spec.Training with { LearningRate = 0.02 } } : Spec
        );
        if (what == "damage")
            File.AppendAllText(first.Weights, " ");
        var second = Run(
            Spec with
            {
                Attribution = Spec.Attribution with { Steps = 9 },
            },
            what == "program" ? "another program" : ToyRun.Program
        );
        Events(second).Should().Contain("\"epoch\"");
    }

    [Fact]
    public void A_run_that_another_program_made_is_trained_again()
    {
        var first = Run(Spec);
        var trained = File.GetLastWriteTimeUtc(first.Weights);
        Run(Spec);
        File.GetLastWriteTimeUtc(first.Weights).Should().Be(trained);
        Run(Spec, "another program");
        File.GetLastWriteTimeUtc(first.Weights).Should().BeAfter(trained);
        SafeFile.ReadJson<RunManifest>(first.Manifest).Program.Should().Be("another program");
        SafeFile.ReadJson<RunCompletion>(first.Complete).Program.Should().Be("another program");
    }

    [Fact]
    public void A_checkpoint_of_another_program_or_arithmetic_is_not_resumed_from()
    {
        var toys = new ToyTraining(ToyCorpus.Prepared);
        var spec = ToyCorpus.Experiment(ModelKind.Rnn, ProtocolKind.Corrected);
        toys.TrainInto(2, spec, toys.Archive(spec, temp.At("checkpoint")));
        var ours = Trajectory.Of(spec, toys.InputsOf(spec), ToyTraining.Environment, "program", "arithmetic");
        Reason(ours with { Program = ToyRun.Program, Arithmetic = "another" })
            .Should()
            .Be(
                "its checkpoint belongs to another training (arithmetic another, was arithmetic); training starts "
                    + "from the beginning"
            );
        toys.TrainInto(2, spec, toys.Archive(spec, temp.At("checkpoint")));
        Reason(ours).Should().StartWith("its checkpoint belongs to another training (program program, was toyp");
    }

    private string? Reason(Trajectory trajectory) =>
        new EpochArchive(temp.At("checkpoint"), trajectory, "rnn.corrected", "commit").Open();

    private static string SpecHashIn(RunFolder run) => SafeFile.ReadJson<ExperimentSpec>(run.Spec).Hash();

    private static string Events(RunFolder run) => File.ReadAllText(run.Events);

    private RunFolder Run(ExperimentSpec spec, string program = ToyRun.Program) =>
        new ExperimentRun(
            spec,
            RunFolder.Of(temp.At("runs"), spec, ImdbNotebook.Assignment),
            new ToyTraining(ToyCorpus.Prepared).InputsOf(spec),
            new RunSurroundings(TimeProvider.System, ToyTraining.Environment, "0123456789abcdef", program)
        ).EnsureAttributed();

    private static ExperimentSpec Small(ExperimentSpec spec) =>
        spec with
        {
            Cnn = ToyModels.Cnn,
            Training = spec.Training with { MaxEpochs = 2 },
            Attribution = spec.Attribution with { Steps = 5 },
        };
}
