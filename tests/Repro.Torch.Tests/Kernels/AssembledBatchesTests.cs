using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Kernels;
using Repro.Torch.Kernels.Convolution;

namespace Repro.Torch.Tests.Kernels;

public class AssembledBatchesTests
{
    private static readonly ExperimentSpec Spec = ToyCorpus.Experiment(ModelKind.Cnn);

    private static readonly int Words = ToyCorpus.Prepared.Vocabulary.Count;

    [Fact]
    public void A_batch_is_assembled_once_whoever_asks_first()
    {
        var (made, batch) = (0, Batches()[0]);
        var assembly = new AssembledBatches<RaggedTokens>(
            Words,
            (b, seen) =>
            {
                Interlocked.Increment(ref made);
                return RaggedTokens.Pack(b, 5, seen);
            }
        );
        var found = new RaggedTokens[8];
        Parallel.For(0, found.Length, i => found[i] = assembly.Of(batch));
        found.Should().AllSatisfy(tokens => tokens.Should().BeSameAs(found[0]));
        made.Should().Be(1);
    }

    [Fact]
    public void Threads_that_assemble_different_batches_do_not_mix_them()
    {
        var (batches, assembly) = (
            Batches(),
            new AssembledBatches<RaggedTokens>(Words, (b, seen) => RaggedTokens.Pack(b, 5, seen))
        );
        var found = new RaggedTokens[batches.Count];
        Parallel.For(0, found.Length, i => found[i] = assembly.Of(batches[i]));
        foreach (var (tokens, batch) in found.Zip(batches))
        {
            var alone = RaggedTokens.Pack(batch, 5, [.. Enumerable.Repeat(-1, Words)]);
            tokens.Distinct.Should().Equal(alone.Distinct);
            tokens.Places.Should().Equal(alone.Places);
        }
    }

    private static IReadOnlyList<Batch> Batches() =>
        [.. BucketIterators.Create(ToyCorpus.Prepared, Spec.Batches, Spec.Seed).Train.Epoch()];
}
