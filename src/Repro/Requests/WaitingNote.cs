using Repro.Files;

namespace Repro.Requests;

/// <summary>
/// What the fixtures wait for before an experiment can go on: a file beside the request's, written while they wait and
/// gone after. The run folder is no place to say it: another process may be writing there.
/// </summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Text">Whom they wait for, since when, and how long by now.</param>
public sealed record WaitingNote(string Experiment, string Text)
{
    public static string PathOf(string requestFile) => requestFile + ".waiting";

    /// <summary>The note, or null where nothing is waited for, or it cannot be read just now.</summary>
    public static WaitingNote? Read(string path) => SafeFile.TryReadJson<WaitingNote>(path, out _);
}
