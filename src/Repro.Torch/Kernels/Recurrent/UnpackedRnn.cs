using Repro.Experiments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// The fast version for the CPU: every layer and direction is a separate native module over the padded batch, and the
/// backward direction reads each review reversed within its own length. Equal to <see cref="PackedRnn"/>
/// (../README.md).
/// </summary>
internal sealed class UnpackedRnn : RecurrentLayers
{
    private readonly Module[] directions;
    private readonly RnnSpec spec;

    public UnpackedRnn(RnnSpec spec)
        : base(nameof(UnpackedRnn))
    {
        this.spec = spec;
        directions = [.. Enumerable.Range(0, spec.Layers).SelectMany(Layer)];
    }

    public override Tensor forward(Tensor input, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        var rows = RaggedBatch.Create(input, lengths);
        var perLayer = spec.Bidirectional ? 2 : 1;
        for (var layer = 0; layer < spec.Layers; layer++)
        {
            if (layer > 0)
                input = Dropped(input, rows);
            input = ThroughLayer(directions.AsSpan(layer * perLayer, perLayer), input, rows);
        }

        return input.MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Array.ForEach(directions, direction => direction.Dispose());
        base.Dispose(disposing);
    }

    // Modules are created in nn.LSTM's order of parameters, so that each gets the same random weights as in nn.LSTM.
    private IEnumerable<Module> Layer(int layer)
    {
        var width = layer == 0 ? spec.Embedding : spec.Hidden * (spec.Bidirectional ? 2 : 1);
        string[] suffixes = spec.Bidirectional ? ["", "_reverse"] : [""];
        foreach (var suffix in suffixes)
        {
            var native = Native(spec.Cell, width, spec.Hidden, 1, 0, false);
            foreach (var (name, parameter) in native.named_parameters())
                register_parameter(name.Replace("_l0", $"_l{layer}{suffix}", StringComparison.Ordinal), parameter);
            yield return native;
        }
    }

    private static Tensor ThroughLayer(ReadOnlySpan<Module> layer, Tensor input, RaggedBatch rows)
    {
        using var scope = NewDisposeScope();
        var output = Run(layer[0], input);
        if (layer.Length == 2)
            output = cat([output, rows.Reverse(Run(layer[1], rows.Reverse(input)))], 2);
        return output.MoveToOuterDisposeScope();
    }

    // Applies the same dropout as the packed version: drawn for tokens only, in packed order.
    private Tensor Dropped(Tensor outputs, RaggedBatch rows)
    {
        if (!training || spec.Dropout == 0)
            return outputs;
        using var scope = NewDisposeScope();
        var flat = outputs.flatten(0, 1);
        var tokens = functional.dropout(flat.index_select(0, rows.Tokens), spec.Dropout, training);
        return zeros_like(flat).index_copy(0, rows.Tokens, tokens).view_as(outputs).MoveToOuterDisposeScope();
    }
}
