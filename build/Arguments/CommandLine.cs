using Repro;

namespace ReproBuild.Arguments;

/// <summary>The options given, in order, and what was wrong with the way they were written.</summary>
public sealed record CommandLine(IReadOnlyList<(Option Option, string Value)> Given, IReadOnlyList<string> Faults)
{
    /// <summary>Reads <c>--name=value</c>, <c>--name value</c>, <c>--switch</c> and <c>-t value</c>.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var given = new List<(Option, string)>();
        var faults = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var parts = args[i].TrimStart('-').Split('=', 2);
            var option = args[i].StartsWith('-') ? Options.All.FirstOrDefault(o => o.Answers(parts[0])) : null;
            if (option is null)
                faults.Add(Unknown(args[i], parts[0]));
            else if (option.Value is null && parts.Length == 2)
                faults.Add(
                    $"--{option.Name}: takes no value, not {TerminalText.Quote(parts[1])}. Leave the value out."
                );
            else if (option.Value is null)
                given.Add((option, ""));
            else if (parts.Length == 2)
                given.Add((option, parts[1]));
            else if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                given.Add((option, args[++i]));
            else
                faults.Add($"--{option.Name}: has no value. Write --{option.Name}={option.Value}.");
        }

        faults.AddRange(
            given
                .GroupBy(g => g.Item1)
                .Where(g => g.Count() > 1 && !g.Key.Repeatable && g.Key.Value is not null)
                .Select(g => $"--{g.Key.Name}: given {g.Count()} times, takes one value. Leave one.")
        );
        return new CommandLine(given, faults);
    }

    public bool Has(Option option) => Given.Any(g => g.Option == option);

    /// <summary>The value given last, or null.</summary>
    public string? Value(Option option) => Given.LastOrDefault(g => g.Option == option).Value;

    public IEnumerable<string> Values(Option option) => Given.Where(g => g.Option == option).Select(g => g.Value);

    /// <summary>What the host is to read: its own options in their main spelling.</summary>
    public IReadOnlyList<string> ForHost() =>
        [
            .. Given
                .Where(g => Options.OfCake.Contains(g.Option))
                .Select(g => g.Option.Value is null ? $"--{g.Option.Name}" : $"--{g.Option.Name}={g.Value}"),
        ];

    /// <summary>The same but for some options, which are given once, last.</summary>
    public CommandLine With(params IReadOnlyList<(Option Option, string Value)> others) =>
        this with
        {
            Given = [.. Given.Where(g => others.All(o => o.Option != g.Option)), .. others],
        };

    /// <summary>The same command for a person to paste into the shell at hand.</summary>
    /// <param name="script">What is called, such as <c>./cake.sh</c>.</param>
    public string ToPaste(string script) =>
        string.Join(
            ' ',
            Given
                .Select(g => g.Option.Value is null ? $"--{g.Option.Name}" : $"--{g.Option.Name}={Quoted(g.Value)}")
                .Prepend(script)
        );

    // Single quotes keep everything in sh and in PowerShell, apart from a single quote itself. To PowerShell a bare
    // comma makes a list.
    private static string Quoted(string value) =>
        value.Length > 0
        && value.All(c =>
            char.IsAsciiLetterOrDigit(c)
            || (OperatingSystem.IsWindows() ? "-_./:=+%" : "-_./:=+%,").Contains(c, StringComparison.Ordinal)
        )
            ? value
            : $"'{value.Replace("'", OperatingSystem.IsWindows() ? "''" : @"'\''", StringComparison.Ordinal)}'";

    private static string Unknown(string arg, string name) =>
        arg.StartsWith('-')
            ? $"{TerminalText.Quote(arg)}: no such option; there are "
                + $"{string.Join(", ", Options.All.Select(o => "--" + o.Name))}.{Nearest.Hint("--" + name, Options.All.Select(o => "--" + o.Name))}"
            : $"{TerminalText.Quote(arg)}: is not an option. Targets are named by --target={TerminalText.Quote(arg)}; --help shows every option.";
}
