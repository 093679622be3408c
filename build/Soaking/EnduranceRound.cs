namespace ReproBuild.Soaking;

/// <summary>Resources in use after one round of runs.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Seconds">Seconds it took.</param>
/// <param name="Memory">Bytes of physical memory of this process and the one that trains.</param>
/// <param name="Handles">Open files, sockets and pipes of both.</param>
/// <param name="Threads">Threads of both.</param>
/// <param name="Disk">Bytes of all files in the folder of the runs.</param>
public sealed record EnduranceRound(
    int Round,
    double Seconds,
    double Memory,
    double Handles,
    double Threads,
    double Disk
);
