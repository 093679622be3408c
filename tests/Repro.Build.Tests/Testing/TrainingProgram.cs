using Repro.Experiments;
using Repro.Requests;
using Repro.Runs;
using ReproBuild.Soaking;

namespace Repro.Build.Tests.Testing;

/// <summary>Training processes of small experiments, each with its own cache and runs folder by default.</summary>
internal static class TrainingProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>A request for corrected experiments that are over in a second or two each.</summary>
    public static ReproRequest Small(string profile, int epochs, params ModelKind[] models) =>
        new()
        {
            Profile = profile,
            Models = [.. models],
            Protocols = [ProtocolKind.Corrected],
            Overrides =
            [
                $"training.max-epochs={epochs}",
                "attribution.steps=20",
                "corpus.training-reviews=300",
                "corpus.test-reviews=100",
            ],
            Cache = "",
            Runs = "",
            Verdicts = "verdicts",
            Baselines = "baselines",
        };

    /// <summary>The process, with its runs in <paramref name="folder"/>.</summary>
    /// <param name="request">What it trains.</param>
    /// <param name="folder">Of the process alone.</param>
    /// <param name="cache">Shared with others; null for one in the folder.</param>
    /// <param name="variables">Of its environment.</param>
    public static TrainingProcess In(
        ReproRequest request,
        string folder,
        string? cache = null,
        IReadOnlyDictionary<string, string>? variables = null
    ) =>
        new(
            Environment.ProcessPath!,
            BuildFacts.Reproduction,
            (
                request with
                {
                    Cache = cache ?? Path.Combine(folder, "cache"),
                    Runs = Path.Combine(folder, "runs"),
                }
            ).Resolve()
        )
        {
            Variables = variables ?? new Dictionary<string, string>(),
        };

    public static async Task<IReadOnlyList<RunFolder>> RunToEndAsync(TrainingProcess process)
    {
        using var limit = new CancellationTokenSource(Limit);
        await process.RunToEndAsync(limit.Token);
        return process.Runs;
    }

    /// <summary>Fails where a result differs in a byte.</summary>
    public static void ShouldBeEqual(IReadOnlyList<RunFolder> ones, IReadOnlyList<RunFolder> others)
    {
        others.Should().HaveSameCount(ones);
        TrainingProcess.Differing(ones, others).Should().BeEmpty("they are of one seed");
    }
}
