using CsCheck;
using Repro.Experiments.Settings;
using Repro.Requests;
using Repro.Verdicts.Diff;
using ReproBuild;
using ReproBuild.Arguments;

namespace Repro.Build.Tests.Arguments;

/// <summary>Whatever is typed: it is a request, or exit code 2 with a message that says why.</summary>
public class HostileArgumentsTests
{
    /// <summary>The longest lists what is legal; what was typed is quoted in short, and safe for a terminal.</summary>
    private const int LongestFault = 1_500;

    // Legal words, nearly legal ones, and what no one would type.
    private static readonly string[] Values =
    [
        "",
        " ",
        "-",
        "--",
        "=",
        ",",
        ",,",
        "/",
        "..",
        "0",
        "-1",
        "1..8",
        "8..1",
        "1..1000000000",
        "4294967296",
        "99999999999999999999",
        "1e999",
        "NaN",
        "0x10",
        "1,2,3",
        "true",
        "null",
        "[]",
        "{}",
        "\"",
        "a=b",
        "=1",
        "a\0b",
        "\ud800",
        "\u001b[2J",
        "\u202e",
        "ünïcödé",
        "%s",
        "{0}",
        new('x', 5_000),
        new('[', 5_000),
        "sample",
        "imdb",
        "imdb-mini",
        "rnn",
        "cnn",
        "cnn-glove",
        "rnn.as-written",
        "cnn.corrected",
        "as-written",
        "corrected",
        "cpu",
        "auto",
        "glove.6B.100d",
        "Train",
        "Reproduce",
        "pos",
        "neg",
        "metrics",
        "md",
        "seed-7",
        "seed-",
        "baseline",
        "quiet",
        "quick",
    ];

    private static readonly Gen<string> Setting = Gen.Select(
        OneOf([.. SpecOverrides.Keys]),
        OneOf(Values),
        (key, value) => $"{key}={value}"
    );

    private static readonly Gen<string> Anything = Gen.Frequency(
        (5, OneOf(Values)),
        (2, Setting),
        (1, Gen.String[0, 20])
    );

    private static readonly Gen<string[]> Argument = Gen.Select(
        OneOf([.. Options.All.Select(o => o.Name[2..]), "t", "zzz", "model"]),
        Anything,
        Gen.Int[0, 5],
        (name, value, kind) =>
            kind switch
            {
                0 => [$"--{name}"],
                1 => [$"--{name}", value],
                2 => [value],
                3 => [$"-{name}={value}"],
                _ => new[] { $"--{name}={value}" },
            }
    );

    private static readonly Gen<string[]> Arguments = Argument
        .Array[0, 5]
        .Select(all => all.SelectMany(one => one).ToArray());

    [Fact]
    public void Any_arguments_are_a_request_or_exit_code_2() =>
        Arguments.Sample(IsRequestOrUsage, iter: 20_000, threads: 1, print: Printed);

    [Fact]
    public void Any_value_of_any_setting_is_a_request_or_exit_code_2() =>
        Setting
            .Array[1, 3]
            .Select(settings => settings.Select(s => $"--set={s}").ToArray())
            .Sample(IsRequestOrUsage, iter: 5_000, threads: 1, print: Printed);

    [Theory]
    [InlineData("--runs=")]
    [InlineData("--runs= ")]
    [InlineData("--runs=a\0b")]
    [InlineData("--data-mirror=a\0b")]
    [InlineData("--from=a\0b")]
    public void A_folder_that_is_none_is_named(string argument) =>
        FluentActions
            .Invoking(() => Read([argument]))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{argument.Split('=')[0]}: *")
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);

    private static Gen<string> OneOf(string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static bool IsRequestOrUsage(string[] args)
    {
        try
        {
            var (request, diff) = Read(args);
            return request.Each().All(one => one.Experiments.Count >= 0)
                && diff.From is not null
                && Path.IsPathFullyQualified(request.Runs)
                && Path.IsPathFullyQualified(request.Cache);
        }
        catch (ReproException e)
        {
            return e.ExitCode == ExitCode.Usage
                && e.Message.Length > 0
                && e.Message.Split('\n').All(line => line.Length < LongestFault && TerminalText.Of(line) == line);
        }
    }

    /// <summary>As <see cref="CommandLineHost"/> does before anything runs.</summary>
    private static (ResolvedRequest Request, DiffRequest Diff) Read(string[] args)
    {
        var surroundings = new BuildSurroundings(_ => null, "/work") { GpuName = () => null };
        var commandLine = CommandLine.Parse(args);
        var (diff, faults) = new DiffReader(commandLine, surroundings).Read();
        return (new RequestReader(commandLine, surroundings, new RepoPaths("/repo")).Read(faults), diff);
    }

    private static string Printed(string[] args) =>
        string.Join(' ', args.Select(a => $"<{(a.Length > 200 ? a[..200] : a)}>"));
}
