using Repro.Experiments;
using Repro.Torch.Tests.Testing;

namespace Repro.Torch.Tests;

[Collection(LibtorchGroup.Name)]
public sealed class ArithmeticDigestTests
{
    [Theory]
    [InlineData(ModelKind.Rnn)]
    [InlineData(ModelKind.Cnn)]
    [InlineData(ModelKind.CnnGlove)]
    public void The_same_machine_gives_the_same_digest_regardless_of_the_seed_and_what_was_drawn_before(ModelKind model)
    {
        var digest = Of(model, ProtocolKind.Corrected);
        digest.Should().MatchRegex("^[0-9a-f]{64}$");
        Of(model, ProtocolKind.Corrected, seed: 7).Should().Be(digest);
        TorchSharp.torch.random.manual_seed(99);
        Of(model, ProtocolKind.Corrected).Should().Be(digest);
    }

    [Fact]
    public void What_is_computed_differently_has_another_digest()
    {
        var spec = Profiles.Spec(Profiles.Sample, ModelKind.Rnn, ProtocolKind.Corrected);
        string?[] digests =
        [
            ArithmeticDigest.Measure(spec, threads: 1),
            ArithmeticDigest.Measure(spec with { Rnn = spec.Rnn! with { Hidden = 48 } }, threads: 1),
            ArithmeticDigest.Measure(spec with { Batches = spec.Batches with { Training = 17 } }, threads: 1),
            Of(ModelKind.Cnn, ProtocolKind.Corrected),
        ];
        digests.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Rates_that_no_training_survives_have_no_part()
    {
        var spec = Profiles.Spec(Profiles.Sample, ModelKind.Cnn, ProtocolKind.Corrected);
        ArithmeticDigest
            .Measure(spec with { Training = spec.Training with { LearningRate = 1e30 } }, threads: 1)
            .Should()
            .Be(ArithmeticDigest.Measure(spec, threads: 1));
    }

    [Fact]
    public void A_device_that_promises_no_bits_has_none() =>
        ArithmeticDigest
            .Measure(Profiles.Spec(Profiles.Sample, ModelKind.Rnn, ProtocolKind.Corrected, device: "cuda"), threads: 1)
            .Should()
            .BeNull();

    private static string? Of(ModelKind model, ProtocolKind protocol, long seed = 1234) =>
        ArithmeticDigest.Measure(Profiles.Spec(Profiles.Sample, model, protocol, seed: seed), threads: 1);
}
