using Repro.Experiments;
using Repro.Torch.Kernels;
using Repro.Torch.Models;
using TorchSharp;

namespace Repro.Testing;

/// <summary>The models in small, over a vocabulary of <see cref="Vocabulary"/> words.</summary>
internal static class ToyModels
{
    public const int Vocabulary = 12;

    public static IReadOnlyList<string> Names { get; } =
    [
        "rnn lstm hidden",
        "rnn gru hidden",
        "rnn lstm output",
        "rnn lstm one-way",
        "rnn lstm packed",
        "cnn 3 4 5",
        "cnn 3 3 3",
        "cnn ragged",
    ];

    public static RnnSpec Rnn { get; } =
        new()
        {
            Cell = CellKind.Lstm,
            State = StateKind.Hidden,
            Embedding = 4,
            Hidden = 5,
            Layers = 2,
            Bidirectional = true,
            Dropout = 0.2,
        };

    public static CnnSpec Cnn { get; } =
        new()
        {
            Embedding = 4,
            Channels = 3,
            Widths = [3, 4, 5],
            Dropout = 0.5,
        };

    /// <summary>
    /// How far any toy model's logit in float32 may lie from the exact one for reviews of up to eight tokens, with fresh
    /// weights: two recurrent layers with gates of 17 numbers, or windows of up to 21, and a head that adds up to ten
    /// numbers of about 1, times weights of at most a third.
    /// </summary>
    public static double LogitError { get; } = 3 * (RoundingBound.Recurrent(2, 8, 17) + RoundingBound.Sum(11));

    /// <summary>
    /// And a gradient from the exact one, relative to the largest of its tensor, summed over so many tokens.
    /// </summary>
    public static double GradientError(int tokens) =>
        RoundingBound.RecurrentGradient(2, 8, 17, tokens) + RoundingBound.Sum(11);

    /// <summary>A fresh model with the weights that <paramref name="seed"/> gives it.</summary>
    public static SentimentModel Create(string name, long seed = 3)
    {
        torch.random.manual_seed(seed);
        return name switch
        {
            "rnn lstm hidden" => new RnnBaseline(Rnn, Vocabulary, RnnKernel.Unpacked),
            "rnn lstm packed" => new RnnBaseline(Rnn, Vocabulary, RnnKernel.Packed),
            "rnn gru hidden" => new RnnBaseline(Rnn with { Cell = CellKind.Gru }, Vocabulary, RnnKernel.Unpacked),
            "rnn lstm output" => new RnnBaseline(Rnn with { State = StateKind.Output }, Vocabulary, RnnKernel.Unpacked),
            "rnn lstm one-way" => new RnnBaseline(Rnn with { Bidirectional = false }, Vocabulary, RnnKernel.Unpacked),
            "cnn 3 4 5" => new TextCnn(Cnn, Vocabulary),
            "cnn 3 3 3" => new TextCnn(Cnn with { Widths = [3, 3, 3] }, Vocabulary),
            "cnn ragged" => new TextCnn(Cnn, Vocabulary, CnnKernel.Ragged),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a toy model"),
        };
    }

    /// <summary>Tokens as the model takes them, each review filled up with padding to the longest.</summary>
    public static torch.Tensor Tokens(SentimentModel model, params long[][] reviews)
    {
        var length = reviews.Max(r => r.Length);
        var rows = reviews
            .SelectMany(r =>
                r.Concat(Enumerable.Repeat((long)Repro.Data.Prepare.Tokens.Vocabulary.Padding, length - r.Length))
            )
            .ToArray();
        var batchMajor = torch.tensor(rows, reviews.Length, length);
        return model.Layout == BatchLayout.BatchMajor ? batchMajor : batchMajor.transpose(0, 1).contiguous();
    }

    public static torch.Tensor Lengths(params long[][] reviews) =>
        torch.tensor(reviews.Select(r => (long)r.Length).ToArray());
}
