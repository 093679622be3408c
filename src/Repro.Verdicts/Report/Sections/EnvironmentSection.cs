using Repro.Runs;
using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Report.Sections;

/// <summary>The runs' environments and inputs.</summary>
internal static class EnvironmentSection
{
    public static ReportTable Build(ReportData data) =>
        new(
            "Environment",
            [
                new("experiment"),
                new("seed", true),
                new("CPU"),
                new("vector instructions"),
                new("threads", true),
                new("libtorch"),
                new("system"),
                new("device"),
                new("kernels"),
                new("corpus"),
                new("commit"),
            ],
            [.. data.Runs.Select(Row)],
            []
        );

    private static EquatableList<ReportCell> Row(RunResult run)
    {
        var (manifest, on) = (run.Manifest, run.Manifest.Environment);
        return
        [
            run.Spec.Name(),
            FormattableString.Invariant($"{run.Spec.Seed}"),
            on.Cpu,
            on.Isa,
            FormattableString.Invariant($"{on.Threads}"),
            on.Libtorch,
            on.Os,
            on.Device,
            string.Join(", ", manifest.Kernels.Select(k => $"{k.Key}: {k.Value}")),
            DigestText.Shortened(manifest.CorpusDigest),
            SourceCommit.Shortened(manifest.Commit),
        ];
    }
}
