using System.CommandLine;
using Repro;
using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using Repro.Verdicts.Diff;
using static ReproBuild.Arguments.OptionKinds;

namespace ReproBuild.Arguments;

/// <summary>Every option there is: Cake's first, then those of the pipeline.</summary>
public static class Options
{
    private const double MostMinutes = 100_000;
    private const string RunsOrKills = ": the one repeats runs, the other kills them. Leave one.";

    public static readonly Option<IReadOnlyList<string>> Target = Several(
        "--target=NAME  What to run; --target=Default lists the targets.",
        OptionValues.Targets,
        "-t"
    );
    public static readonly Option Exclusive = Switch("--exclusive  Run the target without what it depends on.", "-e");
    public static readonly Option DryRun = Switch(
        "--dryrun  Show what would run, without running it.",
        "--noop",
        "--whatif"
    );
    public static readonly Option Tree = Switch("--tree  Show which target depends on which.", "--showtree");
    public static readonly Option Description = Switch(
        "--description  Show every target's description.",
        "--descriptions",
        "--showdescription",
        "--showdescriptions"
    );
    public static readonly Option Verbosity = Single(
        "--verbosity=LEVEL  quiet, minimal, normal, verbose or diagnostic.",
        OptionValues.Verbosity,
        "-v"
    );
    public static readonly Option Version = Switch("--version  Show Cake's version.", "--ver");
    public static readonly Option Help = Switch("--help  Show this.", "-h", "-?");

    public static readonly Option<string> Profile = OneOf(
        "--profile=NAME  sample (default; no network), imdb-mini or imdb.",
        Profiles.All
    );
    public static readonly Option<IReadOnlyList<ModelKind>> Models = ListOf<ModelKind>(
        "--models=A,B  Of rnn, cnn, cnn-glove (default: all)."
    );
    public static readonly Option<IReadOnlyList<ProtocolKind>> Protocols = ListOf<ProtocolKind>(
        "--protocols=A,B  Of as-written, corrected (default: both)."
    );
    public static readonly Option<IReadOnlyList<string>> Only = ListOf(
        "--only=A,B  Experiments by name, such as rnn.as-written.",
        [.. from m in Words.All<ModelKind>() from p in Words.All<ProtocolKind>() select $"{m}.{p}"]
    );
    public static readonly Option<long?> Seed = Number<long>(
        "--seed=N  0 to 4294967295 (default: 1234).",
        0,
        uint.MaxValue,
        $"Choose one, such as --seed={Profiles.DefaultSeed}."
    );
    public static readonly Option<IReadOnlyList<long>> Seeds = Single(
        "--seeds=A..B  Several seeds, compared together, such as 1..8 or 1,2,5.",
        SeedList.Parse
    );
    public static readonly Option<int?> Confirm = Single(
        "--confirm=N  Fresh seeds that confirm a suspicion, at least 4 (default: 8 for the sample, otherwise 0); 0 for "
            + "none.",
        OptionValues.Confirm
    );
    public static readonly Option<string> Device = OneOf(
        "--device=NAME  auto (default), cpu or cuda.",
        ["auto", "cpu", "cuda"]
    );
    public static readonly Option<string> Vectors = Text(
        "--vectors=NAME  Word vectors of CNN+GloVe, such as glove.6B.100d."
    );
    public static readonly Option<string> DataMirror = Single(
        "--data-mirror=DIR  Folder searched before the official URLs; or REPRO_DATA_MIRROR.",
        OptionValues.Folder
    );
    public static readonly Option<string> Runs = Single(
        "--runs=DIR  Folder of the run folders (default: artifacts/runs).",
        OptionValues.Folder
    );
    public static readonly Option<double?> CheckpointMinutes = Number(
        "--checkpoint-minutes=N  Minutes between two checkpoints within an epoch (default: 5); 0 for none.",
        0,
        CheckpointInterval.MostMinutes,
        $"Leave it out for {CheckpointInterval.DefaultMinutes}.",
        CheckpointInterval.Legal
    );
    public static readonly Option<double?> Wait = Number(
        "--wait=MINUTES  How long to wait for another process that trains the same run, fetches the same archive or "
            + "uses the cores (default: 360).",
        0,
        MostMinutes,
        "Write minutes, such as --wait=30."
    );
    public static readonly Option<double?> HangAfter = Number(
        "--hang-after=MINUTES  End a training after this long without progress (default: 15).",
        0.05,
        MostMinutes,
        "Write minutes, such as --hang-after=30."
    );
    public static readonly Option<EquatableList<EquatableList<string>>> Set = Several(
        "--set=KEY=VALUE  Change a value of the experiments, such as training.max-epochs=3; --target=Settings lists "
            + "the keys.",
        OptionValues.Settings
    );
    public static readonly Option<ReuseRule?> Reuse = OneOf<ReuseRule>(
        "--reuse=RULE  Which finished runs to reuse: program (default), those made by this code, or settings, those "
            + "made by any code; the latter are for inspection only and cannot be accepted."
    );
    public static readonly Option<IReadOnlyList<string>> Sentence = Several(
        "--sentence=TEXT  Attribute a sentence of your own.",
        OptionValues.Sentences
    );
    public static readonly Option<IReadOnlyList<string>> Label = Several(
        "--label=WORD  pos or neg: true label of the --sentence before it.",
        (words, fault) => EachOneOf(words, ["pos", "neg"], fault)
    );
    public static readonly Option<string> Reason = Text("--reason=TEXT  Why Accept makes these runs the baselines.");
    public static readonly Option AllowRegression = Switch(
        "--allow-regression  Also accept values that are worse than their baseline."
    );
    public static readonly Option DirtyOk = Switch(
        "--dirty-ok  Also accept runs of uncommitted sources; the baseline records it."
    );
    public static readonly Option<string> Mutants = Text(
        "--mutants=N|NAMES  Which faults Mutate plants: a number, rotating daily, or names (default: all)."
    );
    public static readonly Option Exact = Switch(
        "--exact  Also fail if a run could not be compared with its baseline bit for bit."
    );
    public static readonly Option<string> Against = Text(
        "--against=COMMIT|DIR  Reproduce also builds that version, trains it here from the same seeds, and says what "
            + "the code moved."
    );
    public static readonly Option<DiffSubject?> Of = OneOf<DiffSubject>(
        "--of=WHAT  What Diff compares: metrics (default), curves, attributions or predictions."
    );
    public static readonly Option<string> From = Text(
        "--from=SIDE  What Diff expects: baseline (default), run, seed-N, as-written, corrected, or a run folder."
    );
    public static readonly Option<string> To = Text(
        "--to=SIDE  What Diff compares with it: the same words (default: run)."
    );
    public static readonly Option<DiffFormat?> Format = OneOf<DiffFormat>(
        "--format=NAME  Format of Diff: table (default), json or md; json and md are the only output on "
            + "standard output."
    );
    public static readonly Option Deep = Switch(
        "--deep  Doctor trains every requested experiment twice from one seed, and reports whether all bits are equal."
    );
    public static readonly Option Cache = Switch(
        "--cache  Doctor checks every cached file against its digest; Clean removes only the damaged and stale ones."
    );
    public static readonly Option<int?> Kills = Number(
        "--kills=N  How many trainings Soak kills (default: 50).",
        1,
        10_000
    );
    public static readonly Option<int?> KillSeed = Number(
        "--kill-seed=N  Seed for the moments of Soak's kills (default: random, and shown).",
        0,
        int.MaxValue
    );
    public static readonly Option<double?> Minutes = Number(
        "--minutes=N  How long Soak repeats runs and checks memory, handles, threads and disk, instead of killing.",
        0.1,
        10_080
    );

    /// <summary>In the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [.. typeof(Options).GetFields().Select(field => field.GetValue(null)).Cast<Option>()];

    public static IReadOnlyList<Option> OfCake { get; } =
    [Target, Exclusive, DryRun, Tree, Description, Verbosity, Version, Help];

    public static IReadOnlyList<Option> OfPipeline { get; } = [.. All.Except(OfCake)];

    /// <summary>Pairs that contradict each other, and why or what to do.</summary>
    public static IReadOnlyList<(Option One, Option Other, string Remedy)> Exclusions { get; } =
    [(Seed, Seeds, ". Name all seeds by --seeds."), (Minutes, Kills, RunsOrKills), (Minutes, KillSeed, RunsOrKills)];
}
