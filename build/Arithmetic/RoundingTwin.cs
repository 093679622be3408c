using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Arithmetic;

/// <summary>
/// One way in which the rounding of a run is disturbed and nothing else: noise of one unit in the last place on the
/// initial weights, another number of threads, or other code paths of the libraries.
/// </summary>
/// <param name="Setting">What its processes compute under.</param>
public sealed record RoundingTwin(ArithmeticSetting Setting)
{
    /// <summary>Null for none.</summary>
    public RoundingNoise? Noise { get; init; }

    /// <summary>Threads of one operation; null for those of the run.</summary>
    public int? Threads { get; init; }

    public string Name => Setting.FileName;

    // The wider ones find what lies a little beyond one rounding: two windows or a ReLU that all but tie.
    private static IEnumerable<RoundingNoise> Noises =>
        [
            .. Enumerable.Range(1, 5).Select(seed => new RoundingNoise(seed, Ulps: 1)),
            .. Enumerable.Range(1, 5).Select(seed => new RoundingNoise(seed, Ulps: 4)),
        ];

    /// <summary>All of them, the noisy ones first: those move bits on every machine.</summary>
    public static IReadOnlyList<RoundingTwin> All { get; } =
    [
        .. Noises.Select(noise => new RoundingTwin(new ArithmeticSetting($"{noise}")) { Noise = noise }),
        .. new[] { 1, 2 }.Select(threads => new RoundingTwin(
            new ArithmeticSetting(FormattableString.Invariant($"threads-{threads}"))
        )
        {
            Threads = threads,
        }),
        .. ArithmeticSetting
            .All.Where(setting => setting.Trains && setting != ArithmeticSetting.Unchanged)
            .Select(setting => new RoundingTwin(setting)),
    ];

    /// <summary>What this twin is asked for.</summary>
    /// <param name="request">Of the run.</param>
    /// <param name="twins"><c>artifacts/twins</c>.</param>
    public ResolvedRequest Of(ResolvedRequest request, string twins) =>
        request with
        {
            Runs = RunsIn(twins),
            Noise = Noise,
            Threads = Threads ?? request.Threads,
            Sentences = [],
        };

    /// <summary>Where each twin of an experiment would be.</summary>
    /// <param name="twins"><c>artifacts/twins</c>.</param>
    /// <param name="spec">The experiment.</param>
    public static IReadOnlyList<(string Name, RunFolder Folder)> FoldersOf(string twins, ExperimentSpec spec) =>
        [.. All.Select(twin => (twin.Name, RunFolder.Of(twin.RunsIn(twins), spec, ImdbNotebook.Assignment)))];

    private string RunsIn(string twins) => Path.Combine(twins, Name, "runs");
}
