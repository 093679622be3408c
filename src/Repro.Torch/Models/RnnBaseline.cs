using Repro.Experiment;
using Repro.Torch.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Repro.Torch.Models;

/// <summary>
/// The notebook's RNNBaseline: embedding (its <c>&lt;pad&gt;</c> row zero and untrained), stacked LSTM or GRU, dropout, one linear unit.
/// Tokens are time-major.
/// </summary>
public sealed class RnnBaseline : SentimentModel
{
    private readonly RecurrentLayers rnn;
    private readonly Linear fc;
    private readonly Dropout dropout;
    private readonly RnnSpec spec;
    private readonly RnnKernel kernel;

    public RnnBaseline(RnnSpec spec, int vocabularySize, RnnKernel kernel)
        : base(nameof(RnnBaseline), vocabularySize, spec.Embedding, trainPadding: false)
    {
        this.spec = spec;
        this.kernel = kernel;
        rnn = kernel == RnnKernel.Packed ? new PackedRnn(spec) : new UnpackedRnn(spec);
        fc = nn.Linear(spec.Hidden * (spec.Bidirectional ? 2 : 1), 1);
        dropout = nn.Dropout(spec.Dropout);
        register_module("rnn", rnn);
        register_module("fc", fc);
        register_module("dropout", dropout);
    }

    public override BatchLayout Layout => BatchLayout.TimeMajor;

    public override IReadOnlyDictionary<string, string> Kernels => new Dictionary<string, string> { ["rnn"] = Words.Of(kernel) };

    public override Tensor ForwardEmbedded(Tensor embedded, Tensor? lengths)
    {
        using var scope = NewDisposeScope();
        var outputs = rnn.forward(embedded, lengths);
        var last = AtLastToken(outputs, lengths);
        var state = spec is { State: StateKind.Hidden, Bidirectional: true } ? LastHidden(last, outputs) : last;
        return fc.forward(dropout.forward(state)).squeeze(1).MoveToOuterDisposeScope();
    }

    // The backward direction ends where the review begins: its last hidden state is its output at the first token.
    private Tensor LastHidden(Tensor last, Tensor outputs) =>
        cat([last.narrow(1, 0, spec.Hidden), outputs[0].narrow(1, spec.Hidden, spec.Hidden)], 1);

    private static Tensor AtLastToken(Tensor outputs, Tensor? lengths) =>
        lengths is null ? outputs[-1] : outputs.flatten(0, 1).index_select(0, RaggedBatch.Of(outputs, lengths).LastTokens);
}
