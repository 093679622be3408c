using Repro.Build.Tests.Testing;
using Repro.Data.Fetch;
using Repro.Data.Inputs;
using Repro.Experiments;
using Repro.Files;
using Repro.Runs;
using ReproBuild;

namespace Repro.Build.Tests;

/// <summary>
/// Runs that are complete and unchanged start no fixtures; everything visible from outside is checked.
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
        run = RunFolder.Of(clone.Folder.In("artifacts", "runs"), Spec, ImdbNotebook.Assignment);
    }

    public void Dispose() => clone.Dispose();

    [Fact]
    public async Task A_complete_and_unchanged_run_starts_no_fixtures()
    {
        await LeaveAsync(run.Attributions);
        Attribute()
            .Output.Should()
            .Contain("Complete and unchanged, not trained again: cnn-glove.corrected.")
            .And.Contain("All sentences are already attributed.");
        Stages().Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_another_program_made_is_trained_again_and_the_reason_is_reported()
    {
        await LeaveAsync(run.Attributions);
        clone.SetProgram("Repro.Verdicts.dll");
        Attribute()
            .Output.Should()
            .MatchRegex(
                @"cnn-glove\.corrected is trained again: another program made it \([0-9a-f-]{25}, this one is "
                    + @"[0-9a-f-]{25}\)\."
            );
        Stages().Should().Equal("train", "attribute");
    }

    [Fact]
    public async Task Runs_of_another_program_are_used_by_their_settings_and_reported()
    {
        await LeaveAsync(run.Attributions);
        clone.SetProgram("Repro.Verdicts.dll");
        Attribute("--reuse=settings")
            .Output.Should()
            .Contain("Complete and unchanged, not trained again: cnn-glove.corrected.")
            .And.MatchRegex(@"Made by another program \([0-9a-f-]{25}, at commit 0123456789ab\): cnn-glove\.corrected")
            .And.MatchRegex(@"do\s+not\s+show\s+the\s+behaviour\s+of\s+the\s+current\s+code");
        Stages().Should().BeEmpty();
    }

    [Fact]
    public async Task On_a_build_server_no_other_programs_runs_are_used()
    {
        await LeaveAsync(run.Attributions);
        clone.Environment["CI"] = "true";
        var refused = Attribute("--reuse=settings");
        refused.ExitCode.Should().Be(2);
        refused.Error.Should().Contain("--reuse: settings is not taken on a build server");
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
    public async Task Another_setting_is_trained_in_a_folder_of_its_own()
    {
        await LeaveAsync(run.Attributions);
        Attribute("--set=training.patience=9");
        Stages().Should().Equal("train");
        Attribute().Output.Should().Contain("not trained again", "the other setting has a folder of its own");
        Stages().Should().Equal("train");
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
        Attribute("--exclusive").Output.Should().Contain("All sentences are already attributed.");
        Stages().Should().Equal("attribute");
    }

    [Fact]
    public async Task Inputs_tell_nothing_that_another_build_prepared_or_that_cannot_be_read()
    {
        await LeaveAsync(run.Attributions);
        Prepare();
        var path = new RepoPaths(clone.Folder.Root).Prepared;
        SafeFile.WriteJson(path, SafeFile.ReadJson<PreparedInputs>(path) with { Program = "another" });
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
        var inputs = await new InputSource(
            cache,
            new Fetcher(cache, null, http, TimeProvider.System),
            "program"
        ).LoadAsync(Spec);
        SafeFile.WriteJson(run.Manifest, Manifest);
        foreach (var file in (string[])[run.Spec, run.Weights, run.History, run.Predictions, run.Metrics, .. more])
            SafeFile.WriteText(file, "{}");
        new RunMarker(run, Spec.Hash(), inputs.Digests, clone.Program).Write();
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
