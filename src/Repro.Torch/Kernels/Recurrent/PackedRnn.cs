using Repro.Experiments;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// The plain version: packed sequences through one native module, as with the notebook's <c>pack_padded_sequence</c>.
/// </summary>
internal sealed class PackedRnn : RecurrentLayers
{
    // In an array, because the base class registers modules stored directly in fields under the field's name.
    private readonly Module[] native;

    public PackedRnn(RnnSpec spec)
        : base(nameof(PackedRnn))
    {
        native =
        [
            Native(
                spec.Cell,
                spec.Embedding,
                spec.Hidden,
                spec.Layers,
                spec.Layers > 1 ? spec.Dropout : 0,
                spec.Bidirectional
            ),
        ];
        foreach (var (name, parameter) in native[0].named_parameters())
            register_parameter(name, parameter);
    }

    public override Tensor forward(Tensor input, Tensor? lengths)
    {
        if (lengths is null)
            return Run(native[0], input);
        using var scope = NewDisposeScope();
        using var packed = pack_padded_sequence(input, lengths, enforce_sorted: LongestFirst(lengths));
        using var outputs = native[0] is LSTM lstm ? lstm.call(packed).Item1 : ((GRU)native[0]).call(packed).Item1;
        return pad_packed_sequence(outputs, total_length: input.shape[0]).Item1.MoveToOuterDisposeScope();
    }

    public override void train(bool train = true)
    {
        base.train(train);
        native[0].train(train);
    }

    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        native[0].to(deviceType, deviceIndex, non_blocking: non_blocking);
        RegisterAgain();
        (_deviceType, _deviceIndex) = (deviceType, deviceIndex);
        return this;
    }

    protected override Module _to(ScalarType dtype, bool non_blocking)
    {
        native[0].to(dtype, non_blocking: non_blocking);
        RegisterAgain();
        return this;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            native[0].Dispose();
        base.Dispose(disposing);
    }

    // Moving the module replaces the native module's parameters and disposes those registered here.
    private void RegisterAgain()
    {
        foreach (var (name, parameter) in native[0].named_parameters())
            ConditionallyRegisterParameter(name, parameter);
    }

    private static bool LongestFirst(Tensor lengths)
    {
        var all = lengths.data<long>().ToArray();
        return all.Zip(all.Skip(1)).All(pair => pair.First >= pair.Second);
    }
}
