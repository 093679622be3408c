namespace Repro.Tests.Faults;

/// <summary>The faults that cannot occur in a place, and why not.</summary>
internal static class Impossible
{
    private const string Guarded = "the run folder's lock guards it";

    private static readonly (string Fault, string[] Places, string Why)[] Cells =
    [
        ("Clock_set_back", ["Archive", "Weights", "Snapshot"], "no clock is read there"),
        (
            "Stale_lock",
            ["Archive", "PreparedCorpus", "Snapshot"],
            "no lock is taken: files are written beside and renamed"
        ),
        ("Stale_lock", ["EpochCheckpoint", "MidEpoch", "Weights"], Guarded),
        ("Two_runs", ["EpochCheckpoint", "MidEpoch", "Weights"], Guarded),
        ("Two_runs", ["Archive"], "it is only read"),
        (
            "Parent_killed",
            ["MidEpoch", "Weights", "RunFolder"],
            "the host that trains ends as it does at an epoch's end"
        ),
        (
            "Parent_killed",
            ["Download", "Archive", "PreparedCorpus", "Snapshot", "Accept", "Report"],
            "no parent: the process that was started does it itself"
        ),
    ];

    public static List<string> Reasons { get; } = [.. Cells.Select(cell => cell.Why).Distinct()];

    public static string? Why(string fault, string place) =>
        Array.Find(Cells, cell => cell.Fault == fault && cell.Places.Contains(place)).Why;

    /// <summary>Cells with a reason.</summary>
    public static IEnumerable<(string Fault, string Place)> All =>
        Cells.SelectMany(cell => cell.Places.Select(place => (cell.Fault, place)));
}
