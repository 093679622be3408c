using Spectre.Console;

namespace ReproBuild.Progress;

/// <summary>Says once what the build waits for.</summary>
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
