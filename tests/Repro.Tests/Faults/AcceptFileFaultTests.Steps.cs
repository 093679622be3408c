using Repro.Experiments;
using Repro.Quantities;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;

namespace Repro.Tests.Faults;

public sealed partial class AcceptFileFaultTests
{
    private static string Experiment(ModelKind model) => ToyRun.Of(model).Spec.Name();

    /// <summary>Old baselines with the bits of their runs, and runs with another F1 and none.</summary>
    private static void Lay(string root)
    {
        foreach (var model in Models)
            ToyAcceptance.Accept(
                Path.Combine(root, "baselines"),
                [(ToyRun.Of(model) with { Steps = new StepLosses([0.5], [0.5]) }).Write(Path.Combine(root, "runs"))],
                Request,
                new ManualClock()
            );
        foreach (var model in Models)
        {
            var toy = ToyRun.Of(model);
            toy.Metrics[QuantityNames.F1Global] = New;
            Directory.Delete(
                RunFolder.Of(Path.Combine(root, "runs"), toy.Spec, ImdbNotebook.Assignment).Root,
                recursive: true
            );
            toy.Write(Path.Combine(root, "runs"));
        }
    }

    private static IReadOnlyList<AcceptedBaseline> Plan(
        string root,
        TimeProvider? clock = null,
        string? reason = null
    ) =>
        new Acceptance(
            Path.Combine(root, "baselines"),
            new Tolerances([], ImdbNotebook.Assignment),
            ToyRun.Program
        ).Plan(
            [
                .. Models.Select(model =>
                    RunFolder.Of(Path.Combine(root, "runs"), ToyRun.Of(model).Spec, ImdbNotebook.Assignment)
                ),
            ],
            Request with
            {
                Reason = reason ?? Request.Reason,
            },
            clock ?? new ManualClock()
        );

    private static void Accept(string root, TimeProvider? clock = null) => Acceptance.Write(Plan(root, clock), Request);

    private static IEnumerable<Baseline> Baselines(string root) =>
        Models.Select(model => new BaselineStore(Path.Combine(root, "baselines"), ToyRun.Of(model).Spec).Read()!);

    private static double[] F1s(string root) =>
        [.. Baselines(root).Select(baseline => baseline.Metrics.Values[QuantityNames.F1Global])];

    private static void AcceptInItsProcess(string root) => Accept(root);

    /// <summary>The new ones and the old ones, over and over, so that it can be ended at any moment.</summary>
    private static void AcceptInTurnInItsProcess(string root)
    {
        var (planned, old) = (Plan(root), Baselines(root).ToList());
        AcceptedBaseline[] back = [.. planned.Zip(old, (accepted, baseline) => accepted with { Baseline = baseline })];
        for (var i = 0; i < 10_000; i++)
        {
            Acceptance.Write(i % 2 == 0 ? planned : back, Request);
            if (i == 3)
                File.WriteAllText(Path.Combine(root, "begun"), "");
        }
    }

    private static async Task Ended_before_all_files_are_written_leaves_the_old_baselines(string signal)
    {
        using var disk = new SmallDisk(pages: 256);
        Lay(disk.Root);
        await DoomedProcess.EndWritingAsync(disk, Last, signal, AcceptInItsProcess, [disk.Root]);
        F1s(disk.Root).Should().OnlyContain(f1 => f1 == Old);
        ShouldAcceptAll(disk.Root);
    }

    private static void ShouldAcceptAll(string root)
    {
        Accept(root);
        F1s(root).Should().OnlyContain(f1 => f1 == New);
        Directory.EnumerateFileSystemEntries(Path.Combine(root, "baselines"), "accepting*").Should().BeEmpty();
    }

    private static void ShouldBeRefusedAndCompleted(string root)
    {
        FluentActions
            .Invoking(() => F1s(root))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*accepting: an acceptance was interrupted*Complete it with --target=Accept*")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
        new Acceptance(Path.Combine(root, "baselines"), new Tolerances([], ImdbNotebook.Assignment), ToyRun.Program)
            .Complete(Request)
            .Should()
            .BeTrue();
    }

    private void Damaged_is_not_accepted(Action<string> damage)
    {
        Lay(temp.Root);
        damage(RunFolder.Of(temp.At("runs"), ToyRun.Of(ModelKind.Rnn).Spec, ImdbNotebook.Assignment).Metrics);
        FluentActions
            .Invoking(() => Accept(temp.Root))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*metrics.json was changed after the run wrote it*")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
        F1s(temp.Root).Should().OnlyContain(f1 => f1 == Old);
    }
}
