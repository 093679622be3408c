using Repro.Build.Tests.Testing;
using ReproBuild.Arguments;

namespace Repro.Build.Tests.Arguments;

public class CommandLineTests
{
    [Theory]
    [InlineData("--target=Test")]
    [InlineData("--target", "Test")]
    [InlineData("-t", "Test")]
    [InlineData("-t=Test")]
    [InlineData("--Target=Test")]
    [InlineData("-target", "Test")]
    [InlineData("--target:Test")]
    public void A_value_follows_an_equals_sign_or_a_space(params string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        commandLine.Faults.Should().BeEmpty();
        commandLine.Value(Options.Target).Should().Equal("Test");
        commandLine.ForHost().Should().Equal("--target=Test");
    }

    [Fact]
    public void The_host_gets_its_own_options_in_their_main_spelling_and_no_others() =>
        CommandLine
            .Parse(["-t", "Train", "--noop", "-e", "-v", "quiet", "--seed=1", "--set", "training.patience=2"])
            .ForHost()
            .Should()
            .Equal("--target=Train", "--dryrun", "--exclusive", "--verbosity=quiet");

    [SkippableFact]
    public void The_command_to_paste_says_the_same_to_the_shell()
    {
        Skip.If(OperatingSystem.IsWindows(), "PowerShell doubles a single quote");
        string[] args =
        [
            "-t",
            "Accept",
            "--exclusive",
            "--set",
            "cnn.widths=3",
            "--reason=Bob's $HOME is \"new\"",
            "--sentence=It's -- ¡new!?",
        ];
        var pasted = CommandLine.Parse(args).ToPaste("./cake.sh");
        pasted
            .Should()
            .Be(
                "./cake.sh --target=Accept --exclusive --set=cnn.widths=3 "
                    + """--reason='Bob'\''s $HOME is "new"' --sentence='It'\''s -- ¡new!?'"""
            );
        var heard = ProgramRun
            .Start(
                "sh",
                ["-c", pasted.Replace("./cake.sh", "printf '%s\\n'", StringComparison.Ordinal)],
                Path.GetTempPath(),
                new Dictionary<string, string?>()
            )
            .Output;
        CommandLine.Parse(heard.TrimEnd('\n').Split('\n')).Given.Should().Equal(CommandLine.Parse(args).Given);
    }

    [Fact]
    public void A_repeatable_option_keeps_every_value_in_order() =>
        CommandLine
            .Parse(["--sentence", "a=1", "--sentence=b=2=3", "--sentence=c:4"])
            .Value(Options.Sentence)
            .Should()
            .Equal("a=1", "b=2=3", "c:4");

    [Theory]
    [InlineData("--seed: has no value. Write --seed=N.", "--seed")]
    [InlineData("--seed: has no value. Write --seed=N.", "--seed=")]
    [InlineData("--seed: has no value. Write --seed=N.", "--seed", "--dryrun")]
    [InlineData(
        "--reason: --dryrum looks like an option and not like a value. Write --reason=TEXT. Did you mean --dryrun?",
        "--reason",
        "--dryrum"
    )]
    [InlineData("--sentence: has no value. Write --sentence=TEXT.", "--sentence=Good.", "--sentence=")]
    [InlineData("--exclusive: takes no value, not Test. Leave the value out.", "-e", "Test")]
    public void A_value_belongs_to_an_option_that_takes_one(string fault, params string[] args) =>
        CommandLine.Parse(args).Faults.Should().Equal(fault);

    [Theory]
    [InlineData("[diagram]")]
    [InlineData("@file")]
    [InlineData("./cake")]
    [InlineData("cake")]
    [InlineData("a/b")]
    public void What_other_programs_take_beside_options_is_refused(string arg) =>
        CommandLine
            .Parse([arg, "--dryrun"])
            .Faults.Should()
            .Equal($"{arg}: is not an option. Targets are named by --target={arg}; --help shows every option.");

    [Theory]
    [InlineData("--")]
    [InlineData("-tTest")]
    [InlineData("-te")]
    public void Options_are_neither_bundled_nor_ended(string arg) =>
        CommandLine
            .Parse([arg, "--target=Test"])
            .Should()
            .Match<CommandLine>(line =>
                line.Faults.Single().StartsWith($"{arg}: no such option; there are ", StringComparison.Ordinal)
                && line.Value(Options.Target)!.Single() == "Test"
            );

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--HELP")]
    public void Help_has_the_usual_names(string arg) => CommandLine.Parse([arg]).Has(Options.Help).Should().BeTrue();

    [Fact]
    public void A_faulty_value_hides_no_other_fault() =>
        CommandLine
            .Parse(["--seed=-1", "--seeds=2..1", "--kills=0", "--minutes=1"])
            .Faults.Should()
            .Equal(
                "--seed: -1 is not a whole number from 0 to 4294967295. Choose one, such as --seed=1234.",
                "--seeds: 2..1 is neither a seed from 0 to 4294967295 nor a range of at most 100 such as 1..8.",
                "--kills: 0 is not a whole number from 1 to 10000. Choose one.",
                "--seed and --seeds exclude each other. Name all seeds by --seeds.",
                "--minutes and --kills exclude each other: the one repeats runs, the other kills them. Leave one."
            );

    [Fact]
    public void All_faults_of_the_spelling_are_found_at_once()
    {
        var all =
            "--target, --exclusive, --dryrun, --tree, --description, --verbosity, --version, --help, "
            + "--profile, --models, --protocols, --only, --seed, --seeds, --confirm, --device, --vectors, --data-mirror, "
            + "--runs, --checkpoint-minutes, --wait, --hang-after, --set, --reuse, --sentence, --label, --reason, "
            + "--allow-regression, --dirty-ok, --mutants, --exact, --against, --of, --from, --to, --format, --deep, "
            + "--cache, --kills, --kill-seed, --minutes";
        CommandLine
            .Parse(["--model=rnn", "--zzzzzz", "Reproduce", "--tree=yes", "--seed=1", "--seed=2", "--profile"])
            .Faults.Should()
            .Equal(
                $"--model=rnn: no such option; there are {all}. Did you mean --models?",
                $"--zzzzzz: no such option; there are {all}.",
                "Reproduce: is not an option. Targets are named by --target=Reproduce; --help shows every option.",
                "--tree: takes no value, not yes. Leave the value out.",
                "--profile: has no value. Write --profile=NAME.",
                "--seed: given 2 times, takes one value. Leave one."
            );
    }
}
