using BenchmarkDotNet.Attributes;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Benchmarks.Kernels;

/// <summary>The notebook's RNN: 202,065 × 100 embedding, LSTM 256 × 2 layers × 2 directions.</summary>
public abstract class RnnSteps : Steps
{
    /// <summary>Entries of the vocabulary that the notebook's rules give on the published reviews.</summary>
    protected const int Vocabulary = 202_065;

    private TrainStep packed = null!,
        fused = null!;

    protected static ExperimentSpec Spec { get; } = Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.AsWritten);

    /// <summary>As the notebook has it.</summary>
    [Benchmark(Baseline = true)]
    public double Packed() => Train(packed);

    [Benchmark]
    public double Fused() => Train(fused);

    protected sealed override IReadOnlyList<Batch> Make()
    {
        packed = StepOf(new RnnBaseline(Spec.Rnn!, Vocabulary, RnnKernel.Packed), Spec.Training);
        fused = StepOf(new RnnBaseline(Spec.Rnn!, Vocabulary, RnnKernel.Fused), Spec.Training);
        return Batches();
    }

    protected abstract IReadOnlyList<Batch> Batches();
}

/// <summary>One step: 64 reviews of 219 to 241 tokens, 230 on average. 203 GFLOP.</summary>
[ShortJob(warmups: 1, calls: 5)]
public class RnnStep : RnnSteps
{
    protected override IReadOnlyList<Batch> Batches() =>
        [
            MadeUpBatch.Generate(
                reviews: 64,
                meanLength: 230,
                spread: 0.05,
                longest: 241,
                Vocabulary,
                BatchLayout.TimeMajor
            ),
        ];
}

/// <summary>
/// Six real batches: of an epoch's 274 ordered by length, those at 1/12, 3/12 … 11/12. The folder that
/// REPRO_DATA_MIRROR names must hold the labelled archive.
/// </summary>
[ShortJob(warmups: 0, calls: 1)]
public class RnnBatches : RnnSteps
{
    private const int Count = 6;

    protected override IReadOnlyList<Batch> Batches()
    {
        var epoch = BucketIterators
            .Create(RealReviews.Prepared(Spec), Spec.Batches, Spec.Seed)
            .Train.Epoch()
            .OrderBy(batch => batch.Lengths.Sum())
            .ToList();
        return [.. Enumerable.Range(0, Count).Select(i => epoch[((2 * i) + 1) * epoch.Count / (2 * Count)])];
    }
}
