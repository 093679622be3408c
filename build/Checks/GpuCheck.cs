namespace ReproBuild.Checks;

/// <summary>Checks the GPU, and whether the requested run would use it.</summary>
public static class GpuCheck
{
    private const string Subject = "GPU";

    // CUDA 12's libraries run on every driver since its first (NVIDIA, "CUDA Compatibility": minor version
    // compatibility).
    private static readonly Version OldestDriver = new(525, 60, 13);

    /// <param name="found">First GPU reported by nvidia-smi: name, driver version, memory; null if it does not
    /// answer.</param>
    /// <param name="device">The requested device: cpu or cuda.</param>
    /// <param name="forCuda">Whether this build has a libtorch with CUDA.</param>
    public static Check Of(string? found, string device, bool forCuda)
    {
        var gpu = found ?? "nvidia-smi does not answer";
        if (device == "cuda" && (found is null || !forCuda))
            return Check.Problem(
                Subject,
                $"--device=cuda, but {(forCuda ? gpu : "this build has the CPU's libtorch")}",
                "Leave --device out, or set TorchBackend=cuda-linux on a host with an NVIDIA GPU and its driver."
            );
        return (found, forCuda) switch
        {
            (null, false) => Check.Ok(Subject, $"not used: {gpu}, and this build has the CPU's libtorch"),
            (null, true) => Check.Note(
                Subject,
                $"not used: {gpu}",
                "Install NVIDIA's driver, or set TorchBackend=cpu to build without it."
            ),
            (_, false) => Check.Note(
                Subject,
                $"{gpu}, not used: this build has the CPU's libtorch",
                "TorchBackend=cuda-linux in the environment builds for it."
            ),
            _ when DriverOf(gpu) is { } driver && driver < OldestDriver => Check.Problem(
                Subject,
                $"{gpu}: the driver is older than {OldestDriver}, CUDA 12's first",
                "Update NVIDIA's driver, or use --device=cpu."
            ),
            _ => Check.Ok(Subject, gpu),
        };
    }

    private static Version? DriverOf(string found) =>
        found.Split(", ") is [_, var driver, ..] && Version.TryParse(driver, out var version) ? version : null;
}
