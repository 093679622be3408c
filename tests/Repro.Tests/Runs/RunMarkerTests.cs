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
        new RunMarker(folder, "another spec", new("corpus", "vectors")).Covers(folder.Metrics).Should().BeFalse();
        new RunMarker(folder, "spec", new("another corpus", "vectors")).Covers(folder.Metrics).Should().BeFalse();
        new RunMarker(folder, "spec", new("corpus", null)).Covers(folder.Metrics).Should().BeFalse();
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
        (Marker().IsTrained, Marker().IsAttributed, Marker().IsComparable).Should().Be((true, true, true));
        File.AppendAllText(folder.Weights, " ");
        (Marker().IsTrained, Marker().IsAttributed, Marker().IsComparable).Should().Be((false, false, true));
        foreach (var file in read)
        {
            File.AppendAllText(file, " ");
            Marker().IsComparable.Should().BeFalse(file);
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
                new RunMarker(new RunFolder(Path.Combine(folder.Root, "none")), "spec", new("corpus", null)).Remove()
            )
            .Should()
            .NotThrow();

    private RunMarker Marker() => new(folder, "spec", new("corpus", "vectors"));

    private void Finish()
    {
        SafeFile.WriteText(folder.Metrics, "{}");
        Marker().Write();
    }
}
