using Repro.Data.Prepare.Vectors;
using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Models;

[Collection(LibtorchGroup.Name)]
public class ModelFactoryTests
{
    private static int Words => ToyCorpus.Prepared.Vocabulary.Count;

    [Fact]
    public void Vectors_replace_the_embedding_and_change_nothing_else()
    {
        using var plain = Create(ToyCorpus.Experiment(ModelKind.Cnn), null);
        using var withVectors = Create(ToyCorpus.Experiment(ModelKind.CnnGlove), ToyCorpus.Vectors());

        TensorAssert.Equal(
            withVectors.EmbeddingWeight,
            tensor(ToyCorpus.Vectors().Values, Words, 4),
            "embedding.weight"
        );
        withVectors.EmbeddingWeight.requires_grad.Should().BeTrue();
        foreach (var (name, parameter) in plain.named_parameters().Where(p => p.name != "embedding.weight"))
            TensorAssert.Equal(withVectors.get_parameter(name)!, parameter, name);
    }

    [Fact]
    public void A_model_says_which_kernel_it_runs_on()
    {
        using var rnn = Create(ToyCorpus.Experiment(ModelKind.Rnn), null);
        rnn.Kernels.Should().Equal(new Dictionary<string, string> { ["rnn"] = "fused" });
        using var cnn = Create(ToyCorpus.Experiment(ModelKind.Cnn), null);
        cnn.Kernels.Should().Equal(new Dictionary<string, string> { ["cnn"] = "ragged" });
    }

    [Fact]
    public void Missing_or_unasked_vectors_are_refused()
    {
        Refusal(ToyCorpus.Experiment(ModelKind.CnnGlove), null)
            .Should()
            .Be("vectors: cnn-glove.as-written starts from toy.4d, but none were given. Prepare the experiment again.");
        Refusal(ToyCorpus.Experiment(ModelKind.Cnn), ToyCorpus.Vectors())
            .Should()
            .Be("vectors: cnn.as-written starts from no vectors, but toy.4d were given. Prepare the experiment again.");
    }

    [Fact]
    public void Vectors_of_another_width_are_refused() =>
        Refusal(ToyCorpus.Experiment(ModelKind.CnnGlove), new VectorMatrix("toy.3d", 3, new float[Words * 3], 0))
            .Should()
            .Be(
                $"vectors: toy.3d has {Words} rows of 3, but the embedding has {Words} of 4. Set the embedding's "
                    + "width to that of the vectors, and prepare them for this corpus."
            );

    [SkippableFact]
    public void A_missing_accelerator_is_an_input_error()
    {
        Skip.If(cuda.is_available(), "this machine has a CUDA device");
        Refusal(ToyCorpus.Experiment(ModelKind.Cnn) with { Device = "cuda" }, null)
            .Should()
            .Be(
                "device: cuda was requested, but libtorch finds no CUDA device here. Use --device=cpu or --device=auto."
            );
    }

    private static SentimentModel Create(ExperimentSpec spec, VectorMatrix? vectors)
    {
        Determinism.Begin(spec.Seed, threads: 1);
        return ModelFactory.Create(spec, Words, vectors);
    }

    private static string Refusal(ExperimentSpec spec, VectorMatrix? vectors) =>
        FluentActions
            .Invoking(() => Create(spec, vectors))
            .Should()
            .Throw<ReproException>()
            .Where(e => e.ExitCode == ExitCode.InputMissing)
            .Which.Message;
}
