using System.Text.Json;
using static TorchSharp.torch;

namespace Repro.Torch.Tests.Attribution;

/// <summary>
/// One of the oracle's two models, rebuilt on TorchSharp's own modules from its weights, in float64: what differs from
/// the oracle is the oracle's rounding alone, the same on every processor.
/// </summary>
internal sealed class OracleModel : IDisposable
{
    private readonly Dictionary<string, Tensor> weights;
    private readonly nn.Module<Tensor, Tensor> body;

    private OracleModel(Dictionary<string, Tensor> weights, bool recurrent)
    {
        this.weights = weights;
        body = recurrent ? new Recurrent(weights) : new Convolutional(weights);
        foreach (var parameter in body.parameters())
            parameter.requires_grad = false;
        body.eval();
    }

    public static OracleModel Read(JsonElement model) =>
        new(
            model
                .GetProperty("weights")
                .EnumerateObject()
                .ToDictionary(w => w.Name, w => Weight(w.Value), StringComparer.Ordinal),
            model.GetProperty("kind").GetString() == "rnn"
        );

    public Tensor Embed(long[] ids) => weights["embedding.weight"].index_select(0, tensor(ids));

    public Tensor Forward(Tensor embedded) => body.call(embedded);

    public void Dispose()
    {
        body.Dispose();
        foreach (var weight in weights.Values)
            weight.Dispose();
    }

    private static Tensor Weight(JsonElement weight)
    {
        float[] data = [.. weight.GetProperty("data").EnumerateArray().Select(e => e.GetSingle())];
        long[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64())];
        return tensor(data).reshape(shape).to(float64);
    }

    private sealed class Convolutional(Dictionary<string, Tensor> weights) : nn.Module<Tensor, Tensor>("oracle.cnn")
    {
        public override Tensor forward(Tensor embedded)
        {
            var image = embedded.unsqueeze(1);
            var features = Enumerable
                .Range(0, 3)
                .Select(i =>
                    MaxOverTime(
                        nn.functional.conv2d(image, weights[$"convs.{i}.weight"], weights[$"convs.{i}.bias"])
                            .relu()
                            .squeeze(3)
                    )
                );
            return nn.functional.linear(cat([.. features], 1), weights["fc.weight"], weights["fc.bias"]).squeeze(1);
        }

        // A path begins where all windows are equal. Of windows that are, but for float64's rounding, the first wins.
        private static Tensor MaxOverTime(Tensor windows) =>
            windows.gather(2, (windows * 1e9).round().max(2).indexes.unsqueeze(2)).squeeze(2);
    }

    private sealed class Recurrent : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.LSTM rnn;
        private readonly Dictionary<string, Tensor> weights;

        public Recurrent(Dictionary<string, Tensor> weights)
            : base("oracle.rnn")
        {
            this.weights = weights;
            rnn = nn.LSTM(6, 5, numLayers: 2, batchFirst: true, bidirectional: true, dtype: float64);
            using var copying = no_grad();
            foreach (var (name, parameter) in rnn.named_parameters())
                parameter.copy_(weights[$"rnn.{name}"]);
            RegisterComponents();
        }

        public override Tensor forward(Tensor embedded)
        {
            var (_, hidden, _) = rnn.call(embedded);
            return nn
                .functional.linear(cat([hidden[-2], hidden[-1]], 1), weights["fc.weight"], weights["fc.bias"])
                .squeeze(1);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                rnn.Dispose();
            base.Dispose(disposing);
        }
    }
}
