using Repro.Files;
using Repro.Runs;

namespace Repro.Tests.Runs;

public sealed class RunMarkerTests : IDisposable
{
    private readonly RunFolder folder = new(Directory.CreateTempSubdirectory("run-marker").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Fact]
    public void A_marked_file_counts_for_the_same_spec_and_inputs_only()
    {
        Finish();
        Marker().Covers(folder.Metrics).Should().BeTrue();
        Marker(spec: "another spec").Covers(folder.Metrics).Should().BeFalse();
        Marker(corpus: "another corpus").Covers(folder.Metrics).Should().BeFalse();
        Marker(vectors: null).Covers(folder.Metrics).Should().BeFalse();
        Marker(program: "another program").Covers(folder.Metrics).Should().BeFalse();
    }

    [Fact]
    public void Runs_of_any_program_count_if_requested_and_their_program_stays_known()
    {
        Finish();
        RunMarker Another() => Marker(program: "another program", reuse: ReuseRule.Settings);
        Another().Covers(folder.Metrics).Should().BeTrue();
        Another().OtherProgram.Should().Be("program");
        Marker().OtherProgram.Should().BeNull();
        Another().Write();
        Another()
            .OtherProgram.Should()
            .Be("program", "an attribution that is added does not make the training its own");
    }

    [Fact]
    public void It_reports_why_there_is_no_run_to_use()
    {
        Marker().WhyNotTrained().Should().Be("there is no run");
        SafeFile.WriteText(folder.Spec, "{}");
        Marker().WhyNotTrained().Should().Be("the run was interrupted");
        Finish();
        Marker().WhyNotTrained().Should().Be("it has no manifest.json yet");
        Marker(spec: "another").WhyNotTrained().Should().Be("it had other settings");
        Marker(corpus: "another").WhyNotTrained().Should().Be("it had other reviews");
        Marker(vectors: null).WhyNotTrained().Should().Be("it had other word vectors");
        Marker(program: "0123456789abcdef")
            .WhyNotTrained()
            .Should()
            .Be("another program made it (program, this one is 0123456789ab)");
        File.WriteAllText(folder.Complete, "{");
        Marker().WhyNotTrained().Should().Be("complete.json is damaged");
    }

    [Fact]
    public void A_changed_or_missing_file_does_not_count()
    {
        Finish();
        File.AppendAllText(folder.Metrics, " ");
        Marker().Covers(folder.Metrics).Should().BeFalse();
        File.Delete(folder.Metrics);
        Marker().Covers(folder.Metrics).Should().BeFalse();
        Marker().Covers(folder.History).Should().BeFalse("it was never written");
    }

    [Fact]
    public void Comparing_needs_all_files_whole_but_the_weights()
    {
        string[] read =
        [
            folder.Spec,
            folder.Manifest,
            folder.History,
            folder.Predictions,
            folder.Metrics,
            folder.Attributions,
        ];
        foreach (var file in (string[])[.. read, folder.Weights])
            SafeFile.WriteText(file, "{}");
        Marker().Write();
        (Marker().IsTrained, Marker().IsAttributed, Marker().WhyNotComparable() is null)
            .Should()
            .Be((true, true, true));
        File.AppendAllText(folder.Weights, " ");
        (Marker().IsTrained, Marker().IsAttributed, Marker().WhyNotComparable() is null)
            .Should()
            .Be((false, false, true));
        foreach (var file in read)
        {
            File.AppendAllText(file, " ");
            Marker().WhyNotComparable().Should().Be($"{Path.GetFileName(file)} is missing or damaged");
            File.WriteAllText(file, "{}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"spec-hash\": \"spec\"")]
    [InlineData("null")]
    public void A_damaged_marker_marks_nothing(string text)
    {
        Finish();
        File.WriteAllText(folder.Complete, text);
        Marker().Covers(folder.Metrics).Should().BeFalse();
    }

    [Fact]
    public void Nothing_of_a_removed_run_is_left()
    {
        Finish();
        SafeFile.WriteText(folder.Intervention(InterventionKind.EvenErrors), "{}");
        Marker().Remove();
        Directory.EnumerateFileSystemEntries(folder.Root).Should().BeEmpty();
    }

    [Fact]
    public void A_run_that_never_was_can_be_removed() =>
        FluentActions
            .Invoking(() =>
                new RunMarker(
                    new RunFolder(Path.Combine(folder.Root, "none")),
                    "spec",
                    new("corpus", null),
                    "program"
                ).Remove()
            )
            .Should()
            .NotThrow();

    private RunMarker Marker(
        string spec = "spec",
        string corpus = "corpus",
        string? vectors = "vectors",
        string program = "program",
        ReuseRule reuse = ReuseRule.Program
    ) => new(folder, spec, new(corpus, vectors), program, reuse);

    private void Finish()
    {
        SafeFile.WriteText(folder.Metrics, "{}");
        Marker().Write();
    }
}
