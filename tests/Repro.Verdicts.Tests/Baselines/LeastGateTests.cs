using Repro.Experiments;
using Repro.Quantities;
using Repro.Testing;
using Repro.Verdicts.Baselines;

namespace Repro.Verdicts.Tests.Baselines;

public class LeastGateTests
{
    private static readonly string Committed = Path.Combine(Repository.Root, "baselines", "tolerances.json");

    public static TheoryData<string> EveryProfile => [.. Profiles.All];

    [Theory]
    [MemberData(nameof(EveryProfile))]
    public void The_committed_tolerances_meet_it(string profile) =>
        FluentActions.Invoking(() => Check(File.ReadAllText(Committed), profile)).Should().NotThrow();

    [Fact]
    public void A_file_in_which_nothing_blocks_is_refused_by_name() =>
        FluentActions
            .Invoking(() =>
                Check(File.ReadAllText(Committed).Replace("\"blocking\": true", "\"blocking\": false"), "sample")
            )
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                "tolerances.json: of profile sample these do not block: rnn.as-written validation.loss.best, *"
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);

    [Fact]
    public void One_entry_at_the_end_that_silences_one_gate_is_refused()
    {
        var tolerances = Tolerances.ReadStale(Committed, ImdbNotebook.Assignment);
        var silenced = new Tolerances(
            [
                .. tolerances.Entries,
                tolerances.Find("sample", "cnn.corrected", QuantityNames.BestValidationLoss)! with
                {
                    Blocking = false,
                },
            ],
            ImdbNotebook.Assignment
        );
        FluentActions
            .Invoking(() => LeastGate.ImdbNotebook.Check(silenced, "sample"))
            .Should()
            .Throw<ReproException>()
            .WithMessage("*these do not block: cnn.corrected validation.loss.best. *");
        FluentActions.Invoking(() => LeastGate.ImdbNotebook.Check(silenced, "imdb-mini")).Should().NotThrow();
    }

    private static void Check(string text, string profile)
    {
        using var temp = new TempFolder();
        var file = temp.At("tolerances.json");
        File.WriteAllText(file, text);
        LeastGate.ImdbNotebook.Check(Tolerances.ReadStale(file, ImdbNotebook.Assignment), profile);
    }
}
