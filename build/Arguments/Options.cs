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
    public static readonly Option DryRun = new("dryrun", null, "Say what would run, and run nothing.")
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
        "Folder searched before the official addresses; or REPRO_DATA_MIRROR."
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
        "Wait so long for another process that trains the same run, fetches the same archive or has the "
            + "cores (default: 360)."
    );
    public static readonly Option HangAfter = new(
        "hang-after",
        "MINUTES",
        "End a training that has shown no progress for so long (default: 15)."
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
        "Which finished runs are used again: program (default), those of this code, or settings, whatever code made "
            + "them; these are for looking at and cannot be accepted."
    );
    public static readonly Option Sentence = new("sentence", "TEXT", "Explain a sentence of your own.")
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
        "Accept values that are worse than their baseline, too."
    );
    public static readonly Option Mutants = new(
        "mutants",
        "N|NAMES",
        "Which faults Mutate plants: so many, others each day, or names; all without it."
    );
    public static readonly Option DirtyOk = new(
        "dirty-ok",
        null,
        "Accept runs of sources that no commit holds, too; the baseline says so."
    );
    public static readonly Option Exact = new(
        "exact",
        null,
        "Fail where a run could not be compared with its baseline to the last bit, too."
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
    public static readonly Option To = new("to", "SIDE", "What Diff holds against it: the same words (default: run).");
    public static readonly Option Format = new(
        "format",
        "NAME",
        "How Diff shows it: table (default), json or md; these stand on standard output alone."
    );
    public static readonly Option Deep = new(
        "deep",
        null,
        "Doctor trains everything asked for twice from one seed, and says whether all bits are equal."
    );
    public static readonly Option Cache = new(
        "cache",
        null,
        "Doctor checks every cached file against its digest; Clean removes the damaged and stale ones, and "
            + "nothing else."
    );
    public static readonly Option Kills = new("kills", "N", "How many trainings Soak kills (default: 50).");
    public static readonly Option KillSeed = new(
        "kill-seed",
        "N",
        "What the moments of Soak's kills are drawn from (default: a random one, which is shown)."
    );
    public static readonly Option Minutes = new(
        "minutes",
        "N",
        "How long Soak repeats runs and watches memory, handles, threads and disk, instead of killing."
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
