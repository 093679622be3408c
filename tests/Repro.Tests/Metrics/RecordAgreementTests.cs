using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Tests.Metrics;

/// <summary>Runs of which spec, manifest or completeness marker was edited.</summary>
public sealed class RecordAgreementTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly RunFolder run;

    public RecordAgreementTests() =>
        run = ToyTest.Run(ModelKind.CnnGlove, ToyTest.Mixed(0.8, 0.7), vectors: "glove.6B.100d").Write(temp.At("runs"));

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("manifest.json", "spec-hash", "spec.json")]
    [InlineData("complete.json", "spec-hash", "spec.json")]
    [InlineData("manifest.json", "vectors-digest", "complete.json")]
    [InlineData("manifest.json", "program", "complete.json")]
    public void Two_records_agree(string file, string what, string other)
    {
        var path = Path.Combine(run.Root, file);
        ToyRun.Edit(path, json => json[what] = "other");
        Refused($"{path}: {what} is other, where {other} gives *");
    }

    [Theory]
    [InlineData("vectors-digest", "is eeeeeeee*, where complete.json gives other")]
    [InlineData("program", "is toyp-*, where complete.json gives other")]
    public void An_edit_of_the_marker_is_noticed_too(string what, string why)
    {
        ToyRun.Edit(run.Complete, json => json[what] = "other");
        Refused($"{run.Manifest}: {what} {why}");
    }

    [Fact]
    public void A_program_that_one_record_lacks_is_a_difference()
    {
        ToyRun.Edit(run.Complete, json => json.AsObject().Remove("program"));
        Refused($"{run.Manifest}: program is toyp-*, where complete.json gives missing");
        ToyRun.Edit(run.Manifest, json => json.AsObject().Remove("program"));
        RunResult.Read(run).Checked().Manifest.Program.Should().BeNull("the run is older than its record");
    }

    [Fact]
    public void A_setting_that_was_edited_is_noticed_by_the_hash()
    {
        ToyRun.Edit(run.Spec, spec => spec["seed"] = 1);
        Refused($"{run.Manifest}: spec-hash is *, where spec.json gives *");
    }

    [Fact]
    public void A_run_of_the_cpu_was_not_made_on_a_gpu()
    {
        ToyRun.Edit(run.Manifest, manifest => manifest["environment"]!["device"] = "NVIDIA H200, driver 570");
        Refused($"{run.Manifest}: device is NVIDIA H200, driver 570, where spec.json gives cpu");
    }

    [Fact]
    public void A_marker_that_cannot_be_read_marks_nothing()
    {
        File.WriteAllText(run.Complete, "{");
        RunResult.Read(run).Checked().Complete.Should().BeTrue("whoever uses the run again looks into it");
    }

    private void Refused(string message) =>
        FluentActions
            .Invoking(() => RunResult.Read(run).Checked())
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{message}. A run's files are written together: delete {run.Root} and train *")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
}
