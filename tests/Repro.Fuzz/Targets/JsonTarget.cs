using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Files;
using Repro.Runs;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Claims;
using Repro.Verdicts.Compare;

namespace Repro.Fuzz.Targets;

/// <summary>Every JSON file that is read: the first byte says which, the rest is the file.</summary>
internal static class JsonTarget
{
    public static void Read(byte[] input)
    {
        if (input.Length == 0)
            return;
        var path = ScratchFile.Write("a.json", input.AsSpan(1));
        switch (input[0])
        {
            case (byte)'a':
                SafeFile.ReadJson<AttributionTable>(path);
                break;
            case (byte)'b':
                SafeFile.ReadJson<RunMetrics>(path);
                break;
            case (byte)'c':
                ClaimsFile.Read(path, ImdbNotebook.Assignment);
                break;
            case (byte)'e':
                foreach (var e in RunEventLog.Read(path))
                    GC.KeepAlive(e);
                break;
            case (byte)'h':
                SafeFile.ReadJson<TrainingHistory>(path);
                break;
            case (byte)'m':
                SafeFile.ReadJson<RunManifest>(path);
                break;
            case (byte)'p':
                SafeFile.ReadJson<Provenance>(path);
                break;
            case (byte)'r':
                SafeFile.ReadJson<RunCompletion>(path);
                break;
            case (byte)'s':
                SpecValidation.Check([SafeFile.ReadJson<ExperimentSpec>(path)]);
                break;
            case (byte)'t':
                Tolerances.Read(path, ImdbNotebook.Assignment);
                break;
            case (byte)'v':
                SafeFile.ReadJson<ExperimentVerdict>(path);
                break;
            case (byte)'x':
                SafeFile.ReadJson<ExactRecord>(path);
                break;
        }
    }
}
