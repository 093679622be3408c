using Repro.Experiments;
using Repro.Verdicts.Claims;

namespace Repro.Verdicts.Tests.Claims;

public sealed partial class ClaimJudgeTests
{
    [Fact]
    public void Other_data_is_not_comparable()
    {
        foreach (var claim in Notebook.Claims)
        {
            var result = ClaimJudge.Judge(
                claim,
                Notebook.Profile,
                Profiles.Sample,
                Series(Rnn(0.69)),
                ImdbNotebook.Assignment
            );
            result.Verdict.Should().Be(ClaimVerdict.NotComparable, claim.Id);
            result.Sentence.Should().StartWith("Profile sample does not have the notebook's data.");
        }
    }

    [Fact]
    public void Other_vectors_are_not_comparable_but_what_we_found_stands_beside()
    {
        var result = Judge("C8", CnnGlove("glove.6B.100d", 0.462));
        result.Verdict.Should().Be(ClaimVerdict.NotComparable);
        result.AsWritten.Should().Be("0.462");
        result
            .Sentence.Should()
            .Be(
                "Ours starts from glove.6B.100d, the notebook's from glove.840B.300d. In these batches a "
                    + "perfect classifier gets 0.4974. In shuffled batches the same predictions get 0.86."
            );
    }

    [Fact]
    public void The_same_vectors_are_comparable() =>
        Judge("C8", CnnGlove("glove.840B.300d", 0.462, 0.464, 0.463)).Verdict.Should().Be(ClaimVerdict.Reproduced);

    [Fact]
    public void Other_settings_are_not_comparable()
    {
        var rnn = Rnn(0.69);
        var changed = rnn with { Spec = rnn.Spec with { Training = rnn.Spec.Training with { LearningRate = 0.01 } } };
        Judge("C3", changed).Sentence.Should().StartWith("The settings of rnn.as-written are not the notebook's.");
    }

    [Fact]
    public void Without_a_run_nothing_is_measured() =>
        Judge("C5", Rnn(0.69))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Verdict = ClaimVerdict.NotMeasured,
                    AsWritten = "–",
                    Sentence = "No complete run of cnn.as-written.",
                }
            );
}
