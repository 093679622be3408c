using Repro.Data.Prepare.Tokens;
using Repro.Experiments;

namespace Repro.Torch.Tests.Attribution;

public sealed partial class AttributionTablesTests
{
    [Fact]
    public void As_written_a_sentence_longer_than_the_reference_is_refused()
    {
        var building = () => Build(cnn, Spec(ProtocolKind.AsWritten, "it was a good film and a bad one"));
        building
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.Usage)
            .WithMessage(
                "sentence: \"it was a good film and a bad one\" has 9 tokens, but as written the reference "
                    + "always has 7. Shorten it, or attribute it with --protocols=corrected, or give --set "
                    + "attribution.reference-length=sentence."
            );
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("cnn")]
    public void Corrected_the_reference_is_as_long_as_the_sentence(string model) =>
        Build(Model(model), Spec(ProtocolKind.Corrected, "it was a good film and a bad one"))
            .Words.Should()
            .HaveCount(9);

    [Fact]
    public void As_written_the_attribution_label_is_label_one_and_corrected_that_of_the_scores_sign()
    {
        var rows = Vocabulary
            .Words.Select(s =>
                (
                    Written: Build(cnn, Spec(ProtocolKind.AsWritten, s)),
                    Corrected: Build(cnn, Spec(ProtocolKind.Corrected, s))
                )
            )
            .ToList();

        rows.Should().OnlyContain(r => r.Written.AttributionLabel == "pos");
        rows.Should().OnlyContain(r => r.Corrected.AttributionLabel == (r.Corrected.Score > 0 ? "pos" : "neg"));
        rows.Select(r => r.Corrected.AttributionLabel).Distinct().Should().HaveCount(2, "the words pull both ways");
    }
}
