using Repro.Files;
using Repro.Requests;

namespace Repro.Reproduction;

/// <summary>
/// Publishes what an experiment waits for: in a <see cref="WaitingNote"/> beside the request's file, and where there is
/// none by a line when the wait begins.
/// </summary>
/// <param name="experiment">Its name.</param>
/// <param name="requestFile">Whoever wrote it follows the note; null where nobody did.</param>
/// <param name="output">Takes the line.</param>
internal sealed class WaitingPublisher(string experiment, string? requestFile, TextWriter output)
{
    private string? published;

    /// <param name="text">Whom the experiment waits for; null when the wait is over.</param>
    public void Publish(string? text)
    {
        var began = published is null;
        if (text == published)
            return;
        published = text;
        if (requestFile is null)
        {
            if (began)
                output.WriteLine($"{experiment}: {text}");
        }
        else if (text is null)
        {
            File.Delete(WaitingNote.PathOf(requestFile));
        }
        else
        {
            SafeFile.WriteJson(WaitingNote.PathOf(requestFile), new WaitingNote(experiment, text));
        }
    }
}
