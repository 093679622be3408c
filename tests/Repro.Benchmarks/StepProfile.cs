using System.Diagnostics;
using System.Globalization;
using Repro.Benchmarks.Kernels;
using Repro.Data.Prepare.Batches;
using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Kernels.Convolution;
using Repro.Torch.Kernels.Recurrent;
using Repro.Torch.Libtorch;
using Repro.Torch.Models;
using Repro.Torch.Train;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Repro.Benchmarks;

/// <summary>
/// Where the time of one RNN step and one CNN step goes: the steps of <see cref="RnnStep"/> and <see cref="CnnStep"/>,
/// taken apart.
/// </summary>
internal static class StepProfile
{
    private const int Vocabulary = 202_065,
        Padding = Repro.Data.Prepare.Tokens.Vocabulary.Padding,
        Warmups = 2,
        Calls = 7;

    /// <summary>Two tables, as Markdown: part, milliseconds (median), share.</summary>
    public static string Table()
    {
        Determinism.Begin(1, Environment.ProcessorCount);
        return $"RNN step, 64 reviews × 230 tokens\n\n{Of(Rnn())}\nCNN step, 128 reviews, 230 tokens on average and "
            + $"one of 900\n\n{Of(Cnn())}";
    }

    private static Func<List<(string Part, double Seconds)>> Rnn()
    {
        var spec = Profiles.Spec(Profiles.Imdb, ModelKind.Rnn, ProtocolKind.AsWritten);
        var model = new RnnBaseline(spec.Rnn!, Vocabulary, RnnKernel.Fused);
        model.train();
        var adam = new ModelAdam(model, spec.Training, get_num_threads());
        var batch = MadeUpBatch.Generate(
            reviews: 64,
            meanLength: 230,
            spread: 0.05,
            longest: 241,
            Vocabulary,
            BatchLayout.TimeMajor
        );
        int[] seen = [.. Enumerable.Repeat(-1, Vocabulary)];
        return () =>
        {
            using var scope = NewDisposeScope();
            var watch = new Parts();
            var tokens = PackedTokens.Pack(batch, seen);
            watch.Ends("assembling: packed order, distinct words");
            var leaf = model.States(tokens).requires_grad_();
            watch.Ends("recurrent layers, forward");
            var head = Head(model.Head(leaf), batch, leaf, model);
            watch.Ends("dropout, linear unit, loss, both ways");
            model.Fused.Backward(tokens.Reviews, head[0].data<float>().ToArray());
            watch.Ends("recurrent layers, backward");
            var gradients = new float[tokens.Distinct.Length * 100];
            for (var row = 0; row < tokens.Places.Length; row++)
                model.Fused.AddTokenGradient(tokens.Reviews, row, gradients.AsSpan(tokens.Places[row] * 100, 100));
            watch.Ends("summing the words' gradients");
            adam.NextStep();
            adam.UpdateEmbedding(
                tokens.Distinct,
                Array.ConvertAll(tokens.Distinct, token => token != Padding),
                gradients
            );
            foreach (var (name, gradient) in model.Fused.Gradients())
                adam.Update($"rnn.{name}", TensorMemory.Of(gradient));
            watch.Ends("Adam");
            return watch.All;
        };
    }

    private static Func<List<(string Part, double Seconds)>> Cnn()
    {
        var spec = Profiles.Spec(Profiles.Imdb, ModelKind.Cnn, ProtocolKind.AsWritten);
        var model = new TextCnn(spec.Cnn!, Vocabulary, CnnKernel.Ragged);
        model.train();
        var adam = new ModelAdam(model, spec.Training, get_num_threads());
        foreach (var touched in adam.State.Where(array => array.Name == "embedding.weight.touched"))
            touched.Visit(block => block.Fill(1));
        var batch = MadeUpBatch.Generate(
            reviews: 128,
            meanLength: 230,
            spread: 0.6,
            longest: 900,
            Vocabulary,
            BatchLayout.BatchMajor
        );
        int[] seen = [.. Enumerable.Repeat(-1, Vocabulary)];
        return () =>
        {
            using var scope = NewDisposeScope();
            var watch = new Parts();
            var weights = model.Weights;
            var tokens = RaggedTokens.Pack(batch, spec.Cnn!.Widths.Max(), seen);
            watch.Ends("assembling: distinct words");
            var features = new RaggedCnn(weights, get_num_threads()).Forward(tokens);
            watch.Ends("windows, forward");
            var leaf = RowBuffer.Aligned(features.Values, batch.Size, weights.Features).requires_grad_();
            var head = Head(model.Head(leaf), batch, leaf, model);
            watch.Ends("dropout, linear unit, loss, both ways");
            var gradients = new RaggedCnnGradient(weights, get_num_threads()).Backward(
                tokens,
                features,
                head[0].data<float>().ToArray()
            );
            watch.Ends("winning windows, backward");
            adam.NextStep();
            adam.UpdateEmbedding(tokens.Distinct, gradients.Touched, gradients.Embedding);
            watch.Ends("Adam, embedding");
            for (var k = 0; k < gradients.Kernels.Length; k++)
                adam.Update($"conv_{k}.weight", gradients.Kernels[k]);
            watch.Ends("Adam, kernels");
            return watch.All;
        };
    }

    private static Tensor[] Head(Tensor logits, Batch batch, Tensor leaf, SentimentModel model)
    {
        var loss = binary_cross_entropy_with_logits(logits, tensor(batch.Labels));
        return [.. autograd.grad([loss], [leaf, model.get_parameter("fc.weight")!, model.get_parameter("fc.bias")!])];
    }

    private static string Of(Func<List<(string Part, double Seconds)>> step)
    {
        for (var i = 0; i < Warmups; i++)
            step();
        var calls = Enumerable.Range(0, Calls).Select(_ => step()).ToList();
        var medians = calls[0]
            .Select(
                (part, i) => (part.Part, Seconds: calls.Select(call => call[i].Seconds).Order().ElementAt(Calls / 2))
            )
            .ToList();
        var sum = medians.Sum(m => m.Seconds);
        return "| part | ms | share |\n|---|---:|---:|\n"
            + string.Concat(
                medians.Select(m =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {m.Part} | {m.Seconds * 1000:0.0} | {m.Seconds / sum * 100:0} % |\n"
                    )
                )
            );
    }

    private sealed class Parts
    {
        private long began = Stopwatch.GetTimestamp();

        public List<(string Part, double Seconds)> All { get; } = [];

        public void Ends(string part)
        {
            All.Add((part, Stopwatch.GetElapsedTime(began).TotalSeconds));
            began = Stopwatch.GetTimestamp();
        }
    }
}
