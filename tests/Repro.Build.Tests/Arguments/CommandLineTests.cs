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
    public void A_value_follows_an_equals_sign_or_a_space(params string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        commandLine.Faults.Should().BeEmpty();
        commandLine.Value(Options.Target).Should().Be("Test");
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
            "--sentence=",
        ];
        var pasted = CommandLine.Parse(args).ToPaste("./cake.sh");
        pasted
            .Should()
            .Be(
                """./cake.sh --target=Accept --exclusive --set=cnn.widths=3 --reason='Bob'\''s $HOME is "new"' --sentence=''"""
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
        CommandLine.Parse(["--set", "a=1", "--set=b=2=3"]).Values(Options.Set).Should().Equal("a=1", "b=2=3");

    [Fact]
    public void All_faults_of_the_spelling_are_found_at_once()
    {
        var all =
            "--target, --exclusive, --dryrun, --tree, --description, --verbosity, --version, --help, "
            + "--profile, --models, --protocols, --only, --seed, --seeds, --device, --vectors, --data-mirror, "
            + "--runs, --checkpoint-minutes, --wait, --hang-after, --set, --reuse, --sentence, --label, --reason, "
            + "--allow-regression, --dirty-ok, --mutants, --exact, --against, --of, --from, --to, --format, --deep, --cache, "
            + "--kills, "
            + "--kill-seed, --minutes";
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
