namespace ReproBuild.Arguments;

/// <summary>Every option there is: Cake's first, then those of the pipeline.</summary>
public static class Options
{
    public static readonly Option Target = new("target", "NAME", "What to run; --target=Default lists the targets.")
    {
        Repeatable = true,
        Aliases = ["t"],
    };
    public static readonly Option Exclusive = new("exclusive", null, "Run the target without what it depends on.")
    {
        Aliases = ["e"],
    };
    public static readonly Option DryRun = new("dryrun", null, "Show what would run, without running it.")
    {
        Aliases = ["noop", "whatif"],
    };
    public static readonly Option Tree = new("tree", null, "Show which target depends on which.")
    {
        Aliases = ["showtree"],
    };
    public static readonly Option Description = new("description", null, "Show every target's description.")
    {
        Aliases = ["descriptions", "showdescription", "showdescriptions"],
    };
    public static readonly Option Verbosity = new(
        "verbosity",
        "LEVEL",
        "quiet, minimal, normal, verbose or diagnostic."
    )
    {
        Aliases = ["v"],
    };
    public static readonly Option Version = new("version", null, "Show Cake's version.") { Aliases = ["ver"] };
    public static readonly Option Help = new("help", null, "Show this.") { Aliases = ["h", "?"] };

    public static readonly Option Profile = new("profile", "NAME", "sample (default; no network), imdb-mini or imdb.");
    public static readonly Option Models = new("models", "A,B", "Of rnn, cnn, cnn-glove (default: all).");
    public static readonly Option Protocols = new("protocols", "A,B", "Of as-written, corrected (default: both).");
    public static readonly Option Only = new("only", "A,B", "Experiments by name, such as rnn.as-written.");
    public static readonly Option Seed = new("seed", "N", "0 to 4294967295 (default: 1234).");
    public static readonly Option Seeds = new(
        "seeds",
        "A..B",
        "Several seeds, compared together, such as 1..8 or 1,2,5."
    );
    public static readonly Option Device = new("device", "NAME", "auto (default), cpu or cuda.");
    public static readonly Option Vectors = new("vectors", "NAME", "Word vectors of CNN+GloVe, such as glove.6B.100d.");
    public static readonly Option DataMirror = new(
        "data-mirror",
        "DIR",
        "Folder searched before the official URLs; or REPRO_DATA_MIRROR."
    );
    public static readonly Option Runs = new("runs", "DIR", "Folder of the run folders (default: artifacts/runs).");
    public static readonly Option CheckpointMinutes = new(
        "checkpoint-minutes",
        "N",
        "Minutes between two checkpoints within an epoch (default: 5); 0 for none."
    );
    public static readonly Option Wait = new(
        "wait",
        "MINUTES",
        "How long to wait for another process that trains the same run, fetches the same archive or uses the "
            + "cores (default: 360)."
    );
    public static readonly Option HangAfter = new(
        "hang-after",
        "MINUTES",
        "End a training after this long without progress (default: 15)."
    );
    public static readonly Option Set = new(
        "set",
        "KEY=VALUE",
        "Change a value of the experiments, such as training.max-epochs=3; --target=Settings lists the keys."
    )
    {
        Repeatable = true,
    };
    public static readonly Option Reuse = new(
        "reuse",
        "RULE",
        "Which finished runs to reuse: program (default), those made by this code, or settings, those made by any "
            + "code; the latter are for inspection only and cannot be accepted."
    );
    public static readonly Option Sentence = new("sentence", "TEXT", "Attribute a sentence of your own.")
    {
        Repeatable = true,
    };
    public static readonly Option Label = new("label", "WORD", "pos or neg: true label of the --sentence before it.")
    {
        Repeatable = true,
    };
    public static readonly Option Reason = new("reason", "TEXT", "Why Accept makes these runs the baselines.");
    public static readonly Option AllowRegression = new(
        "allow-regression",
        null,
        "Also accept values that are worse than their baseline."
    );
    public static readonly Option Mutants = new(
        "mutants",
        "N|NAMES",
        "Which faults Mutate plants: a number, rotating daily, or names (default: all)."
    );
    public static readonly Option DirtyOk = new(
        "dirty-ok",
        null,
        "Also accept runs of uncommitted sources; the baseline records it."
    );
    public static readonly Option Exact = new(
        "exact",
        null,
        "Also fail if a run could not be compared with its baseline bit for bit."
    );
    public static readonly Option Against = new(
        "against",
        "COMMIT|DIR",
        "Reproduce also builds that version, trains it here from the same seeds, and says what the code moved."
    );
    public static readonly Option Of = new(
        "of",
        "WHAT",
        "What Diff compares: metrics (default), curves, attributions or predictions."
    );
    public static readonly Option From = new(
        "from",
        "SIDE",
        "What Diff expects: baseline (default), run, seed-N, as-written, corrected, or a run folder."
    );
    public static readonly Option To = new("to", "SIDE", "What Diff compares with it: the same words (default: run).");
    public static readonly Option Format = new(
        "format",
        "NAME",
        "Format of Diff: table (default), json or md; json and md are the only output on standard output."
    );
    public static readonly Option Deep = new(
        "deep",
        null,
        "Doctor trains every requested experiment twice from one seed, and reports whether all bits are equal."
    );
    public static readonly Option Cache = new(
        "cache",
        null,
        "Doctor checks every cached file against its digest; Clean removes only the damaged and stale " + "ones."
    );
    public static readonly Option Kills = new("kills", "N", "How many trainings Soak kills (default: 50).");
    public static readonly Option KillSeed = new(
        "kill-seed",
        "N",
        "Seed for the moments of Soak's kills (default: random, and shown)."
    );
    public static readonly Option Minutes = new(
        "minutes",
        "N",
        "How long Soak repeats runs and checks memory, handles, threads and disk, instead of killing."
    );

    public static IReadOnlyList<Option> OfCake { get; } =
    [Target, Exclusive, DryRun, Tree, Description, Verbosity, Version, Help];

    public static IReadOnlyList<Option> OfPipeline { get; } =
    [
        Profile,
        Models,
        Protocols,
        Only,
        Seed,
        Seeds,
        Device,
        Vectors,
        DataMirror,
        Runs,
        CheckpointMinutes,
        Wait,
        HangAfter,
        Set,
        Reuse,
        Sentence,
        Label,
        Reason,
        AllowRegression,
        DirtyOk,
        Mutants,
        Exact,
        Against,
        Of,
        From,
        To,
        Format,
        Deep,
        Cache,
        Kills,
        KillSeed,
        Minutes,
    ];

    public static IReadOnlyList<Option> All { get; } = [.. OfCake, .. OfPipeline];
}
