using Repro.Build.Tests.Testing;
using Repro.Data.Fetch;
using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;
using ReproBuild;
using ReproBuild.Fixtures;

namespace Repro.Build.Tests;

/// <summary>
/// Runs that are complete and unchanged start no fixtures; all that could be told from outside is looked at.
/// </summary>
public sealed class ReuseTests : IDisposable
{
    private static readonly ExperimentSpec Spec = Profiles.Spec(
        Profiles.Sample,
        ModelKind.CnnGlove,
        ProtocolKind.Corrected
    );

    private static readonly RunManifest Manifest = new()
    {
        SpecHash = Spec.Hash(),
        CorpusDigest = "corpus",
        Environment = new EnvironmentFingerprint
        {
            Cpu = "cpu",
            Isa = "isa",
            Threads = 1,
            Libtorch = "libtorch",
            Os = "system",
            Device = "cpu",
        },
        Started = DateTimeOffset.UnixEpoch,
        Seconds = [],
        Kernels = [],
        Commit = "0123456789abcdef",
    };

    private readonly BuiltClone clone = new();
    private readonly RunFolder run;

    public ReuseTests()
    {
        clone.Folder.Write(
            "Repro.sln",
            "Microsoft Visual Studio Solution File, Format Version 12.00\nGlobal\nEndGlobal\n"
        ); // Built by the real dotnet.
        run = RunFolder.Of(clone.Folder.In("artifacts", "runs"), Spec);
    }

    public void Dispose() => clone.Dispose();

    [Fact]
    public async Task A_complete_and_unchanged_run_starts_no_fixtures()
    {
        await LeaveAsync(run.Attributions);
        Attribute()
            .Output.Should()
            .Contain("Complete and unchanged, not trained again: cnn-glove.corrected.")
            .And.Contain("Every sentence has been attributed already.")
            .And.NotContain("Trained at commit", "this clone knows none");
        Stages().Should().BeEmpty();
    }

    [Theory]
    [InlineData("0123456789abcdef", false)]
    [InlineData("fedcba9876543210", true)]
    [InlineData(null, false)]
    public async Task A_run_of_another_commit_is_said_to_be_one(string? here, bool isSaid)
    {
        await LeaveAsync();
        var request = ReproRequest.Default(clone.Folder.Root, _ => null) with
        {
            Runs = clone.Folder.In("artifacts", "runs"),
        };
        string[] said =
        [
            "Trained at commit 0123456789ab, where this clone is at fedcba987654: cnn-glove.corrected. If "
                + "code changed in between what they give, --target=Clean forgets them.",
        ];
        ReusedRuns.Lines(request, [Spec], here).Skip(1).Should().Equal(isSaid ? said : []);
    }

    [Fact]
    public async Task A_run_without_attributions_is_attributed_only()
    {
        await LeaveAsync();
        Attribute();
        Stages().Should().Equal("attribute");
    }

    [Fact]
    public async Task A_damaged_file_starts_both()
    {
        await LeaveAsync(run.Attributions);
        File.AppendAllText(run.Weights, " ");
        Attribute();
        Stages().Should().Equal("train", "attribute");
    }

    [Fact]
    public async Task Another_setting_starts_both()
    {
        await LeaveAsync(run.Attributions);
        Attribute("--set=training.patience=9");
        Stages().Should().Equal("train", "attribute");
    }

    [Fact]
    public async Task A_sentence_of_ones_own_is_attributed_and_a_former_one_is_taken_away()
    {
        await LeaveAsync(run.Attributions);
        Attribute("--sentence=Not bad at all");
        SafeFile.WriteText(run.OwnAttributions, "{}");
        Attribute();
        Stages().Should().Equal("attribute", "attribute");
    }

    [Fact]
    public async Task A_stage_alone_knows_a_run_by_the_inputs_prepared_before()
    {
        await LeaveAsync(run.Attributions);
        Attribute("--exclusive");
        Stages().Should().Equal("attribute"); // Nobody has said yet which inputs the run should be of.
        Prepare();
        Attribute("--exclusive").Output.Should().Contain("Every sentence has been attributed already.");
        Stages().Should().Equal("attribute");
    }

    [Fact]
    public async Task Inputs_tell_nothing_that_another_build_prepared_or_that_cannot_be_read()
    {
        await LeaveAsync(run.Attributions);
        Prepare();
        var path = new RepoPaths(clone.Folder.Root).Prepared;
        SafeFile.WriteJson(path, SafeFile.ReadJson<PreparedInputs>(path) with { Program = Guid.Empty });
        Attribute("--exclusive");
        File.WriteAllText(path, "{");
        Attribute("--exclusive");
        Stages().Should().Equal("attribute", "attribute");
    }

    /// <summary>A trained and tested run with <paramref name="more"/>, as far as its marker tells.</summary>
    private async Task LeaveAsync(params string[] more)
    {
        var cache = clone.Folder.In("cache");
        using var http = new HttpClient();
        var inputs = await new InputSource(cache, new Fetcher(cache, null, http, TimeProvider.System)).LoadAsync(Spec);
        SafeFile.WriteJson(run.Manifest, Manifest);
        foreach (var file in (string[])[run.Spec, run.Weights, run.History, run.Predictions, run.Metrics, .. more])
            SafeFile.WriteText(file, "{}");
        new RunMarker(run, Spec.Hash(), inputs.Digests).Write();
    }

    private ProgramRun Attribute(params string[] more) => Run(["--target=AttributeReviews", .. more]);

    private void Prepare() => Run("--target=Prepare").ExitCode.Should().Be(0);

    private ProgramRun Run(params string[] arguments)
    {
        clone.Environment["REPRO_CACHE"] = clone.Folder.In("cache");
        return clone.Run(["--only=cnn-glove.corrected", .. arguments]);
    }

    private IEnumerable<string> Stages() =>
        clone
            .Called.Where(arg => arg.Contains("stage=", StringComparison.Ordinal))
            .Select(arg => arg.Split("stage=")[1].Split('&')[0]);
}
