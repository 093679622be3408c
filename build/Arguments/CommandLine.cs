using System.CommandLine;
using System.CommandLine.Parsing;
using Repro;

namespace ReproBuild.Arguments;

/// <summary>The options given, and what is wrong with them.</summary>
public sealed class CommandLine
{
    // System.CommandLine skips a first argument that is the command's name; no file name has a slash, so none is.
    private static readonly Command Command = new("./cake") { TreatUnmatchedTokensAsErrors = false };

    private static readonly ParserConfiguration Configuration = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    private readonly ParseResult result;

    static CommandLine()
    {
        foreach (var option in Options.All)
            Command.Options.Add(option);
    }

    private CommandLine(IReadOnlyList<string> args)
    {
        // Everything behind "--" would be no option to System.CommandLine, and [words] in front are directives.
        result = Command.Parse([.. args.Where(arg => arg != "--").Select(OptionNames.Normalise)], Configuration);
        var directives = result.Tokens.Where(token => token.Type == TokenType.Directive).Select(token => token.Value);
        Given = [.. Pairs(result.Tokens)];
        Faults =
        [
            .. args.Where(arg => arg == "--").Concat(directives).Concat(result.UnmatchedTokens).Select(Unknown),
            .. result.Errors.Select(error => error.Message),
            .. Options
                .Exclusions.Where(pair => Has(pair.One) && Has(pair.Other))
                .Select(pair => $"{pair.One.Name} and {pair.Other.Name} exclude each other{pair.Remedy}"),
        ];
    }

    /// <summary>Options with their values, in order; a switch has an empty one.</summary>
    public IReadOnlyList<(Option Option, string Value)> Given { get; }

    /// <summary>A sentence each.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Reads <c>--name=value</c>, <c>--name value</c>, <c>--switch</c> and <c>-t value</c>.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args) => new(args);

    public bool Has(Option option) => result.GetResult(option) is not null;

    /// <summary>The value of an option; null where it is not given, or not legal.</summary>
    public T? Value<T>(Option<T> option) =>
        result.GetResult(option) is { } given && !given.Errors.Any() ? given.GetValueOrDefault<T>() : default;

    /// <summary>What the host is to read: its own options in their main spelling.</summary>
    public IReadOnlyList<string> ForHost() =>
        [.. Given.Where(given => Options.OfCake.Contains(given.Option)).Select(Written)];

    /// <summary>The same but for some options, which are given once, last.</summary>
    public CommandLine With(params IReadOnlyList<(Option Option, string Value)> others) =>
        Parse([
            .. Given.Where(given => others.All(other => other.Option != given.Option)).Concat(others).Select(Written),
        ]);

    /// <summary>The same command for a person to paste into the shell at hand.</summary>
    /// <param name="script">What is called, such as <c>./cake.sh</c>.</param>
    public string ToPaste(string script) =>
        string.Join(' ', Given.Select(given => Written((given.Option, Quoted(given.Value)))).Prepend(script));

    private static IEnumerable<(Option Option, string Value)> Pairs(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Type != TokenType.Option)
                continue;
            var option = OptionNames.Find(tokens[i].Value);
            if (option.HelpName is null)
                yield return (option, "");
            else if (i + 1 < tokens.Count && tokens[i + 1].Type == TokenType.Argument)
                yield return (option, tokens[i + 1].Value);
        }
    }

    private static string Written((Option Option, string Value) given) =>
        given.Option.HelpName is null ? given.Option.Name : $"{given.Option.Name}={given.Value}";

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

    private static string Unknown(string arg)
    {
        if (!arg.StartsWith('-'))
            return $"{TerminalText.Quote(arg)}: is not an option. Targets are named by --target="
                + $"{TerminalText.Quote(arg)}; --help shows every option.";
        var names = Options.All.Select(option => option.Name).ToList();
        return $"{TerminalText.Quote(arg)}: no such option; there are {string.Join(", ", names)}."
            + Nearest.Hint("--" + arg.TrimStart('-').Split('=')[0], names);
    }
}
