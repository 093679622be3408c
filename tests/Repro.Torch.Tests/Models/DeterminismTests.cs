using Repro.Torch.Models;

namespace Repro.Torch.Tests.Models;

public class DeterminismTests
{
    [Fact]
    public void On_CUDA_every_epoch_of_every_seed_has_a_seed_of_its_own()
    {
        var seeds = Enumerable
            .Range(0, 50)
            .SelectMany(seed => Enumerable.Range(1, 30).Select(epoch => Determinism.EpochSeed(seed, epoch)))
            .ToList();
        seeds.Should().OnlyHaveUniqueItems().And.OnlyContain(seed => seed >= 0);
        Determinism.EpochSeed(1234, 3).Should().Be(Determinism.EpochSeed(1234, 3));
        Determinism.EpochSeed(uint.MaxValue, 1).Should().NotBe(Determinism.EpochSeed(uint.MaxValue, 2));
    }
}
