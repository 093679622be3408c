using Repro.Experiments;
using Repro.Testing;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using Repro.Torch.Train;
using TorchSharp;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Train;

[Collection(LibtorchGroup.Name)]
public class ModelAdamTests
{
    private static readonly TrainingSpec Spec = ToyCorpus.Experiment(ModelKind.Cnn).Training;

    public static TheoryData<string> Names => new("rnn lstm hidden", "rnn gru hidden", "cnn ragged");

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_after_a_restored_state_are_those_of_the_saved_one(string name)
    {
        using var one = ToyModels.Create(name, seed: 1);
        var adam = new ModelAdam(one, Spec, threads: 2);
        for (var step = 0; step < 5; step++)
            Step(one, adam, step);
        using var other = ToyModels.Create(name, seed: 2);
        var restored = new ModelAdam(other, Spec, threads: 1);
        for (var step = 3; step < 10; step++)
            Step(other, restored, step);

        Copy(one, other);
        Restore(restored, Saved(adam));

        for (var step = 5; step < 9; step++)
        {
            Step(one, adam, step);
            Step(other, restored, step);
        }

        foreach (var (parameter, weight) in one.named_parameters())
            TensorAssert.Equal(other.get_parameter(parameter)!, weight, parameter);
        Saved(restored).Should().BeEquivalentTo(Saved(adam));
    }

    [Fact]
    public void Its_steps_are_those_of_dense_Adam()
    {
        using var plain = ToyModels.Create("cnn 3 4 5", seed: 1);
        using var fast = ToyModels.Create("cnn ragged", seed: 1);
        plain.to(float64);
        var largest = plain.parameters().Max(parameter => parameter.abs().max().item<double>());
        using var optimiser = optim.Adam(plain.parameters(), Spec.LearningRate, Spec.Beta1, Spec.Beta2, Spec.Epsilon);
        var adam = new ModelAdam(fast, Spec, threads: 2);
        for (var step = 0; step < 10; step++)
        {
            foreach (var (name, parameter) in plain.named_parameters())
                parameter.grad = Gradient(name, parameter, step).to(float64);
            optimiser.step();
            Step(fast, adam, step);
            foreach (var (name, parameter) in plain.named_parameters())
                TensorAssert.Close(
                    fast.get_parameter(name)!,
                    parameter,
                    (step + 1) * RoundingBound.AdamStep(largest + (step * Spec.LearningRate), Spec.LearningRate),
                    name
                );
        }
    }

    [Fact]
    public void The_state_has_PyTorchs_names_and_the_parameters_shapes()
    {
        using var model = ToyModels.Create("cnn ragged");
        var state = new ModelAdam(model, Spec, threads: 1).State.ToDictionary(a => a.Name);
        state["step"]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Type = "I64",
                    Shape = Array.Empty<long>(),
                    Bytes = 8L,
                }
            );
        state["conv_1.weight.exp_avg"]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Type = "F32",
                    Shape = new long[] { 3, 1, 4, 4 },
                    Bytes = 192L,
                }
            );
        state["embedding.weight.exp_avg_sq"]
            .Should()
            .BeEquivalentTo(new { Type = "F32", Shape = new long[] { 12, 4 } });
        state["embedding.weight.touched"]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Type = "BOOL",
                    Shape = new long[] { 12 },
                    Bytes = 12L,
                }
            );
        state.Should().HaveCount(2 + (2 * model.named_parameters().Count()));
    }

    // Rows 2, 5 and one more have gradients; row 1 is looked at without one.
    private static int[] Rows(int step) => [2, 5, 6 + (step % 3)];

    private static void Step(SentimentModel model, ModelAdam adam, int step)
    {
        adam.NextStep();
        using var embedding = Gradient("embedding.weight", model.EmbeddingWeight, step);
        int[] distinct = [1, .. Rows(step)];
        adam.UpdateEmbedding(
            distinct,
            [false, true, true, true],
            [.. distinct.SelectMany(row => embedding[row].data<float>().ToArray())]
        );
        foreach (var (name, parameter) in model.named_parameters().Where(p => p.name != "embedding.weight"))
        {
            using var gradient = Gradient(name, parameter, step);
            adam.Update(name, gradient.data<float>().ToArray());
        }
    }

    private static Tensor Gradient(string name, Tensor parameter, int step)
    {
        random.manual_seed((step * 100) + name.Length + parameter.numel());
        var gradient = randn(parameter.shape);
        if (name != "embedding.weight")
            return gradient;
        using var _ = gradient;
        var rows = zeros(parameter.shape);
        foreach (var row in Rows(step))
            rows[row] = gradient[row];
        return rows;
    }

    private static void Copy(SentimentModel from, SentimentModel to)
    {
        using var none = no_grad();
        foreach (var (name, weight) in from.named_parameters())
            to.get_parameter(name)!.copy_(weight);
    }

    private static Dictionary<string, byte[]> Saved(ModelAdam adam)
    {
        var saved = new Dictionary<string, byte[]>();
        foreach (var array in adam.State)
        {
            var bytes = new List<byte>();
            array.Visit(block => bytes.AddRange(block));
            bytes.Should().HaveCount((int)array.Bytes, array.Name);
            saved[array.Name] = [.. bytes];
        }

        return saved;
    }

    private static void Restore(ModelAdam adam, Dictionary<string, byte[]> saved)
    {
        foreach (var array in adam.State)
        {
            var at = 0;
            array.Visit(block =>
            {
                saved[array.Name].AsSpan(at, block.Length).CopyTo(block);
                at += block.Length;
            });
        }
    }
}
