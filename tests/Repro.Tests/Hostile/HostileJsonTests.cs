using System.Text;
using CsCheck;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using Repro.Testing;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;

namespace Repro.Tests.Hostile;

/// <summary>
/// Whatever is wrong with a JSON file: it is read, or refused as input with exit code 3, and nothing else ever comes
/// out.
/// </summary>
public sealed class HostileJsonTests : IDisposable
{
    private readonly ToyReport toy = new();
    private readonly TempFolder temp = new();

    public void Dispose()
    {
        toy.Dispose();
        temp.Dispose();
    }

    [Fact]
    public void Every_file_of_a_run_and_a_baseline_is_read_or_refused()
    {
        var run = toy.Runs["cnn-glove.as-written"];
        var baseline = new BaselineStore(toy.Folders.Baselines, SafeFile.ReadJson<ExperimentSpec>(run.Spec));
        ReadOrRefused<ExperimentSpec>(run.Spec);
        ReadOrRefused<RunManifest>(run.Manifest);
        ReadOrRefused<TrainingHistory>(run.History);
        ReadOrRefused<RunMetrics>(run.Metrics);
        ReadOrRefused<AttributionTable>(run.Attributions);
        ReadOrRefused<RunCompletion>(run.Complete);
        ReadOrRefused<Provenance>(baseline.Provenance);
        ReadOrRefused<ExperimentVerdict>(
            Directory.GetFiles(toy.Folders.Verdicts, "*.json", SearchOption.AllDirectories)[0]
        );
        ReadOrRefused<ClaimsFile>(Path.Combine(Repository.Baselines, "notebook", "claims.json"));
    }

    /// <summary>A readable file may still contain nonsense; it passes through the whole product.</summary>
    [Theory]
    [InlineData("runs")]
    [InlineData("baselines")]
    [InlineData("verdicts")]
    public void Comparing_and_reporting_end_in_a_verdict_or_name_the_file(string folder)
    {
        var root = Path.GetDirectoryName(toy.Folders.Runs.Folder)!;
        var files = Directory
            .GetFiles(Path.Combine(root, folder), "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToArray();
        Gen.Int[0, files.Length - 1]
            .SelectMany(i => Mutated.Json(File.ReadAllText(files[i])).Select(text => (Path: files[i], Text: text)))
            .Sample(
                file =>
                {
                    var good = File.ReadAllBytes(file.Path);
                    File.WriteAllText(file.Path, file.Text);
                    try
                    {
                        return ReadOutcome.ReadOrRefused(() =>
                        {
                            foreach (var run in toy.Runs.Values)
                                Comparison.Compare(run, toy.Folders.Baselines, ToyTolerances.All);
                            foreach (
                                var written in new[] { toy.Write(), toy.Read("summary.md"), toy.Read("index.html") }
                            )
                                written
                                    .Any(c => (char.IsControl(c) && c != '\n') || c == '\u202e')
                                    .Should()
                                    .BeFalse("no file may steer the terminal or turn the page");
                        });
                    }
                    finally
                    {
                        File.WriteAllBytes(file.Path, good);
                    }
                },
                iter: 100,
                threads: 1,
                print: file => $"{file.Path}: {file.Text[..Math.Min(file.Text.Length, 3000)]}"
            );
    }

    private void ReadOrRefused<T>(string path)
    {
        var good = File.ReadAllText(path);
        var at = temp.At("file.json");
        Gen.OneOf(Mutated.Json(good).Select(Encoding.UTF8.GetBytes), Mutated.Bytes(Encoding.UTF8.GetBytes(good)))
            .Sample(
                bytes =>
                {
                    File.WriteAllBytes(at, bytes);
                    return ReadOutcome.ReadOrRefused(() => SafeFile.ReadJson<T>(at));
                },
                iter: 300,
                threads: 1,
                print: Encoding.UTF8.GetString
            );
    }
}
