using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Repro;

namespace ReproBuild.Arguments;

/// <summary>
/// The kinds of options. Each is declared by its line of the help: <c>--seed=N</c>, two spaces, and a sentence. Its
/// parser reports everything that is not legal; the option's name is put in front.
/// </summary>
internal static class OptionKinds
{
    /// <summary>Is given or not, without a value.</summary>
    public static Option Switch(string help, params string[] aliases)
    {
        var (name, description) = Halves(help, "  ");
        // A bool would leave the value of --tree=yes to be reported as an unknown argument.
        var option = new Option<string[]>(name, aliases)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrMore,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                result.AddError($"{name}: takes no value, not {TerminalText.Quote(token.Value)}. Leave the value out.");
        });
        return option;
    }

    /// <summary>Any text.</summary>
    public static Option<string> Text(string help) => Single<string>(help, (text, _) => text);

    /// <summary>One of <paramref name="legal"/>.</summary>
    public static Option<string> OneOf(string help, IReadOnlyList<string> legal) =>
        Single<string>(help, (text, fault) => Word(text, legal, fault));

    /// <summary>The word of one value of an enum.</summary>
    public static Option<T?> OneOf<T>(string help)
        where T : struct, Enum => Single<T?>(help, (text, fault) => Value<T>(Word(text, Words.All<T>(), fault)));

    /// <summary>Some of <paramref name="legal"/>, each once, separated by commas.</summary>
    public static Option<IReadOnlyList<string>> ListOf(string help, IReadOnlyList<string> legal) =>
        Single<IReadOnlyList<string>>(help, (text, fault) => List(text, legal, fault));

    /// <summary>Words of an enum's values, each once, separated by commas.</summary>
    public static Option<IReadOnlyList<T>> ListOf<T>(string help)
        where T : struct, Enum =>
        Single<IReadOnlyList<T>>(help, (text, fault) => [.. List(text, Words.All<T>(), fault).Select(Value<T>)]);

    /// <summary>
    /// A number in a range: whole numbers only where the type is an integer. <paramref name="legal"/> is the range in
    /// words (default: from <paramref name="least"/> to <paramref name="most"/>).
    /// </summary>
    public static Option<T?> Number<T>(
        string help,
        T least,
        T most,
        string remedy = "Choose one.",
        string? legal = null
    )
        where T : struct, INumber<T>
    {
        var (style, kind) =
            typeof(T) == typeof(double) ? (NumberStyles.Float, "number") : (NumberStyles.None, "whole number");
        legal ??= FormattableString.Invariant($"a {kind} from {least} to {most}");
        return Single<T?>(
            help,
            (text, fault) =>
            {
                if (
                    T.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most
                )
                    return number;
                fault($"{TerminalText.Quote(text)} is not {legal}. {remedy}");
                return null;
            }
        );
    }

    /// <summary>What <paramref name="parse"/> makes of one text; it may be given once.</summary>
    public static Option<T> Single<T>(string help, Func<string, Action<string>, T?> parse, params string[] aliases)
    {
        var option = Several<T>(help, (texts, fault) => parse(texts[^1], fault), aliases);
        option.Validators.Add(result =>
        {
            if (result.IdentifierTokenCount > 1)
                result.AddError(
                    $"{option.Name}: given {result.IdentifierTokenCount} times, takes one value. Leave one."
                );
        });
        return option;
    }

    /// <summary>What <paramref name="parse"/> makes of all texts in order; it may be given more than once.</summary>
    public static Option<T> Several<T>(
        string help,
        Func<IReadOnlyList<string>, Action<string>, T?> parse,
        params string[] aliases
    )
    {
        var (usage, description) = Halves(help, "  ");
        var (name, valueName) = Halves(usage, "=");
        var option = new Option<T>(name, aliases)
        {
            HelpName = valueName,
            Description = description,
            // With a minimum of one, --seed would take --dryrun for its value in "--seed --dryrun".
            Arity = ArgumentArity.ZeroOrMore,
            CustomParser = result =>
            {
                try
                {
                    return parse([.. result.Tokens.Select(t => t.Value)], f => result.AddError($"{name}: {f}"));
                }
                catch (ReproException e)
                {
                    result.AddError(e.Message);
                    return default;
                }
            },
        };
        option.Validators.Add(result => RefuseMissingValues(result, usage));
        return option;
    }

    /// <summary>Refuses words that are not legal.</summary>
    public static IReadOnlyList<string> EachOneOf(
        IReadOnlyList<string> words,
        IReadOnlyList<string> legal,
        Action<string> fault
    )
    {
        foreach (var word in words.Where(word => !legal.Contains(word, StringComparer.Ordinal)))
            fault(NotOneOf(word, legal));
        return words;
    }

    /// <summary>What would be legal, and what may have been meant.</summary>
    public static string NotOneOf(string text, IReadOnlyList<string> legal) =>
        $"{TerminalText.Quote(text)} is not one of {string.Join(", ", legal)}.{Nearest.Hint(text, legal)}";

    private static void RefuseMissingValues(OptionResult result, string usage)
    {
        var name = result.Option.Name;
        if (result.IdentifierTokenCount > result.Tokens.Count)
            result.AddError($"{name}: has no value. Write {usage}.");

        // A misspelled option is not the value of the one before it.
        foreach (var text in result.Tokens.Select(t => t.Value).Where(t => t is ['-', '-', >= 'a' and <= 'z', ..]))
            result.AddError(
                $"{name}: {TerminalText.Quote(text)} looks like an option and not like a value. Write {usage}."
                    + Nearest.Hint(text, Options.All.Select(o => o.Name))
            );
    }

    private static string Word(string text, IReadOnlyList<string> legal, Action<string> fault) =>
        EachOneOf([text], legal, fault)[0];

    private static IReadOnlyList<string> List(string text, IReadOnlyList<string> legal, Action<string> fault)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries);
        Repeats.Report(words.Where(legal.Contains), fault);
        return EachOneOf(words, legal, fault);
    }

    private static (string First, string Second) Halves(string text, string separator) =>
        text.Split(separator, 2) is [var first, var second] ? (first, second) : throw new FormatException(text);

    private static T Value<T>(string word)
        where T : struct, Enum => Words.TryParse<T>(word, out var value) ? value : default;
}
