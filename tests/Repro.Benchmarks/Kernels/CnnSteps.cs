using BenchmarkDotNet.Attributes;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using Repro.Torch.Train;

namespace Repro.Benchmarks.Kernels;

/// <summary>The notebook's CNN: 202,065 × 300 embedding, widths 3, 4, 5 × 64 channels.</summary>
public abstract class CnnSteps : Steps
{
    /// <summary>Entries of the vocabulary that the notebook's rules give on the published reviews.</summary>
    protected const int Vocabulary = 202_065;

    private TrainStep conv2d = null!,
        conv1d = null!,
        ragged = null!;

    protected static ExperimentSpec Spec { get; } = Profiles.Spec(Profiles.Imdb, ModelKind.Cnn, ProtocolKind.AsWritten);

    /// <summary>As the notebook has it.</summary>
    [Benchmark(Baseline = true)]
    public double Conv2d() => Train(conv2d);

    [Benchmark]
    public double Conv1d() => Train(conv1d);

    [Benchmark]
    public double Ragged() => Train(ragged);

    protected sealed override IReadOnlyList<Batch> Make()
    {
        conv2d = StepOf(new NotebookCnn(Spec.Cnn!, Vocabulary), Spec.Training);
        conv1d = StepOf(new TextCnn(Spec.Cnn!, Vocabulary, CnnKernel.Conv1d), Spec.Training);
        ragged = StepOf(new TextCnn(Spec.Cnn!, Vocabulary, CnnKernel.Ragged), Spec.Training);
        return Batches();
    }

    protected abstract IReadOnlyList<Batch> Batches();
}

/// <summary>One step: 128 reviews of 92 to 368 tokens, 230 on average, and one of 900.</summary>
[ShortJob(warmups: 2, calls: 5)]
public class CnnStep : CnnSteps
{
    protected override IReadOnlyList<Batch> Batches() =>
        [
            MadeUpBatch.Generate(
                reviews: 128,
                meanLength: 230,
                spread: 0.6,
                longest: 900,
                Vocabulary,
                BatchLayout.BatchMajor
            ),
        ];
}

/// <summary>
/// The first four real batches, unsorted as they are. The folder that REPRO_DATA_MIRROR names must hold the labelled
/// archive.
/// </summary>
[ShortJob(warmups: 1, calls: 3)]
public class CnnBatches : CnnSteps
{
    protected override IReadOnlyList<Batch> Batches() =>
        [.. BucketIterators.Create(RealReviews.Prepared(Spec), Spec.Batches, Spec.Seed).Train.Epoch().Take(4)];
}
