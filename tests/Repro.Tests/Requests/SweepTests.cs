using Repro.Experiments;
using Repro.Requests;

namespace Repro.Tests.Requests;

public class SweepTests
{
    [Fact]
    public void One_value_each_is_one_combination() =>
        Sweep
            .Expand(["rnn.hidden=64", "training.max-epochs=3"])
            .Should()
            .Equal([
                ["rnn.hidden=64", "training.max-epochs=3"],
            ]);

    [Fact]
    public void Nothing_set_is_one_combination_too() =>
        Sweep.Expand([]).Should().ContainSingle().Which.Should().BeEmpty();

    [Fact]
    public void Several_values_are_combined_the_last_key_changing_first() =>
        Sweep
            .Expand(["rnn.hidden=64,128", "rnn.cell=lstm,gru"])
            .Select(c => c.ToString())
            .Should()
            .Equal(
                "rnn.hidden=64, rnn.cell=lstm",
                "rnn.hidden=64, rnn.cell=gru",
                "rnn.hidden=128, rnn.cell=lstm",
                "rnn.hidden=128, rnn.cell=gru"
            );

    [Fact]
    public void Values_with_commas_are_separated_by_slashes() =>
        Sweep
            .Expand(["cnn.widths=3,4,5/2,3"])
            .Select(c => c.ToString())
            .Should()
            .Equal("cnn.widths=3,4,5", "cnn.widths=2,3");

    [Fact]
    public void What_is_not_a_setting_stays_for_its_own_message() =>
        Sweep
            .Expand(["rnn.hidden"])
            .Should()
            .Equal([
                ["rnn.hidden"],
            ]);

    [Fact]
    public void A_hundred_combinations_are_enough()
    {
        var ten = string.Join(',', Enumerable.Range(1, 11));
        FluentActions
            .Invoking(() => Sweep.Expand([$"rnn.hidden={ten}", $"training.max-epochs={ten}"]))
            .Should()
            .Throw<ReproException>()
            .WithMessage("--set: there are more than 100 combinations of these values. Name fewer at a time.")
            .Which.ExitCode.Should()
            .Be(ExitCode.Usage);
    }

    [Fact]
    public void Every_setting_has_run_folders_of_its_own()
    {
        var request = ReproRequest.Default("root", _ => null) with
        {
            Seeds = [1, 2],
            Seed = 1,
            Sweep = Sweep.Expand(["rnn.hidden=16,32"]),
        };
        request
            .Resolve()
            .Each()
            .Select(one => one.FolderOf(one.Find(ModelKind.Rnn, ProtocolKind.Corrected)).Root)
            .Should()
            .OnlyHaveUniqueItems()
            .And.HaveCount(4);
    }
}
