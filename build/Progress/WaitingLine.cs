using Spectre.Console;

namespace ReproBuild.Progress;

/// <summary>Reports once what the build is waiting for.</summary>
public sealed class WaitingLine(IAnsiConsole console)
{
    private bool said;

    public void Publish(string? text)
    {
        if (text is not null && !said)
            console.Write(new Text(text + "\n"));
        said = text is not null;
    }
}
