using Cake.Frosting;

namespace Repro.Build.Tests.Frosting;

/// <summary>The behaviour that the build relies on, for either host.</summary>
public class CakeHostTests
{
    [Fact]
    public void Dependencies_run_first_and_each_task_once() =>
        Run("All").Should().Equal("0", "setup", "first", "early", "second", "teardown");

    [Fact]
    public void Exclusive_leaves_dependencies_out() =>
        Run("Second", "--exclusive").Should().Equal("0", "setup", "second", "teardown");

    [Fact]
    public void A_dry_run_sets_up_and_tears_down_and_runs_nothing() =>
        Run("All", "--dryrun").Should().Equal("0", "setup", "teardown");

    [Theory]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--version")]
    public void What_only_shows_runs_nothing(string option) => Run("All", option).Should().Equal("0");

    [Fact]
    public void A_failure_reaches_the_teardown_and_the_exit_code() =>
        Run("Fails").Should().Equal("failed", "setup", "finally", "teardown it fails");

    [Fact]
    public void An_error_handler_that_returns_swallows_the_failure() =>
        Run("Swallows").Should().Equal("0", "setup", "on error it fails", "teardown");

    [Fact]
    public void A_task_may_go_on_after_an_error() => Run("GoesOn").Should().Equal("0", "setup", "teardown");

    [Fact]
    public void A_skipped_task_lets_the_next_one_run() =>
        Run("AfterSkipped").Should().Equal("0", "setup", "after", "teardown");

    [Fact]
    public void A_skipped_target_is_a_failure() => Run("Skipped")[0].Should().Be("failed");

    [Fact]
    public void An_unknown_target_is_a_failure_before_the_setup() => Run("Nowhere").Should().Equal("failed");

    private static List<string> Run(string target, params string[] options)
    {
        Diary.Entries.Clear();
        var code = new CakeHost()
            .AddAssembly(typeof(CakeHostTests).Assembly)
            .UseContext<HostTestsContext>()
            .UseLifetime<HostTestsLifetime>()
            .Run(["--target=" + target, "--verbosity=quiet", .. options]);
        return [code == 0 ? "0" : "failed", .. Diary.Entries];
    }
}
