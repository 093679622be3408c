using Repro.Experiments;
using Repro.Runs;
using Repro.Torch;
using Repro.Verdicts.Accept;
using Repro.Verdicts.Baselines;
using SecondAssignment.Topics;

namespace SecondAssignment;

/// <summary>
/// Eight seeds of either protocol, trained, accepted, and the tolerances derived from them: what an assignment starts
/// from.
/// </summary>
public sealed class TopicRuns : IDisposable
{
    private static readonly EnvironmentFingerprint Machine = RunSurroundings.Fingerprint(
        "cpu",
        threads: 1,
        cpuInfo: ""
    );
    private readonly string root = Directory.CreateTempSubdirectory("repro").FullName;

    public TopicRuns()
    {
        foreach (var file in (string[])["tolerances.json", Path.Combine("notebook", "claims.json")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Baselines, file))!);
            File.Copy(
                Path.Combine(AppContext.BaseDirectory, "Topics", "baselines", file),
                Path.Combine(Baselines, file)
            );
        }

        var runs = Enumerable
            .Range(1, 8)
            .SelectMany(seed => Enum.GetValues<ProtocolKind>().Select(protocol => Trained(protocol, seed)))
            .ToList();
        var request = new AcceptanceRequest("the first runs of the notebook on topics", "Ada", OnCi: false);
        Acceptance.Write(
            new Acceptance(Baselines, Tolerances(), Program).Plan(runs, request, TimeProvider.System),
            request
        );
        Calibration.Write(Baselines, TopicNotebook.Profile, "cpu", TopicNotebook.Assignment);
    }

    public string Runs => Path.Combine(root, "runs");

    /// <summary>Digest of what trains them: this assembly, which brings the models, and all that it uses.</summary>
    public static string Program { get; } = ProgramDigest.Compute([typeof(TopicRuns).Assembly.Location], []);

    public RunsAtHand AtHand => new(Runs, TopicNotebook.Assignment, Program);

    public string Baselines => Path.Combine(root, "baselines");

    public string Verdicts => Path.Combine(root, "verdicts");

    public string Report => Path.Combine(root, "report");

    public static ExperimentSpec Spec(ProtocolKind protocol, long seed) =>
        TopicNotebook.Assignment.Spec(TopicNotebook.Profile, TopicNotebook.Bag, protocol, seed: seed);

    /// <summary>As accepted baselines and calibration have left them.</summary>
    public Tolerances Tolerances() =>
        Repro.Verdicts.Baselines.Tolerances.Read(Path.Combine(Baselines, "tolerances.json"), TopicNotebook.Assignment);

    /// <summary>A run from its inputs to its attributions, with the assignment's parts or others.</summary>
    internal RunFolder Trained(ProtocolKind protocol, long seed, OwnParts? parts = null) =>
        Trained(Spec(protocol, seed), parts);

    internal RunFolder Trained(ExperimentSpec spec, OwnParts? parts = null)
    {
        var surroundings = new RunSurroundings(TimeProvider.System, Machine, "unknown", Program);
        return new ExperimentRun(
            spec,
            RunFolder.Of(Runs, spec, TopicNotebook.Assignment),
            TopicLines.Inputs(spec),
            surroundings,
            parts ?? TopicNotebook.Parts
        ).EnsureAttributed();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
