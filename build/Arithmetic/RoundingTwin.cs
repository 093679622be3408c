using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Arithmetic;

/// <summary>
/// A way to disturb only the rounding of a run: noise of one unit in the last place on the initial weights, another
/// number of threads, or other code paths of the libraries.
/// </summary>
/// <param name="Setting">The arithmetic setting of its processes.</param>
public sealed record RoundingTwin(ArithmeticSetting Setting)
{
    /// <summary>Noise on the initial weights; null for none.</summary>
    public RoundingNoise? Noise { get; init; }

    /// <summary>Threads per operation; null for the run's number.</summary>
    public int? Threads { get; init; }

    public string Name => Setting.FileName;

    // Larger noise reveals effects just beyond one rounding, such as two windows that almost tie, or a ReLU close to
    // zero.
    private static IEnumerable<RoundingNoise> Noises =>
        [
            .. Enumerable.Range(1, 5).Select(seed => new RoundingNoise(seed, Ulps: 1)),
            .. Enumerable.Range(1, 5).Select(seed => new RoundingNoise(seed, Ulps: 4)),
        ];

    /// <summary>All twins, with the noisy ones first: those change bits on every machine.</summary>
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

    /// <summary>The request for this twin.</summary>
    /// <param name="request">The run's request.</param>
    /// <param name="twins"><c>artifacts/twins</c>.</param>
    public ResolvedRequest Of(ResolvedRequest request, string twins) =>
        request with
        {
            Runs = RunsIn(twins),
            Noise = Noise,
            Threads = Threads ?? request.Threads,
            Sentences = [],
        };

    /// <summary>The run folder of each twin of an experiment.</summary>
    /// <param name="twins"><c>artifacts/twins</c>.</param>
    /// <param name="spec">The experiment.</param>
    public static IReadOnlyList<(string Name, RunFolder Folder)> FoldersOf(string twins, ExperimentSpec spec) =>
        [.. All.Select(twin => (twin.Name, RunFolder.Of(twin.RunsIn(twins), spec, ImdbNotebook.Assignment)))];

    private string RunsIn(string twins) => Path.Combine(twins, Name, "runs");
}
