using Repro.Experiments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// Stacked LSTM or GRU layers for training and prediction on the CPU, with hand-written forward and backward passes.
/// Padding is not computed, the two directions run in parallel, and no memory is allocated after the largest batch.
/// Equal to <see cref="PackedRnn"/> (../README.md).
/// </summary>
internal sealed unsafe class FusedRnn : IDisposable
{
    private readonly RnnSpec spec;
    private readonly RecurrentDirection[][] layers;
    private readonly Tensor?[] masks;
    private readonly DirectionThreads threads;

    /// <param name="spec">Sizes.</param>
    /// <param name="parameters">The weights.</param>
    /// <param name="threads">Threads per libtorch operation, at least 1. Results depend on it.</param>
    public FusedRnn(RnnSpec spec, RecurrentLayers parameters, int threads)
    {
        this.spec = spec;
        this.threads = new DirectionThreads(threads);
        var cell = RecurrentCell.Create(spec);
        layers =
        [
            .. Enumerable
                .Range(0, spec.Layers)
                .Select(layer =>
                    Enumerable
                        .Range(0, Directions)
                        .Select(direction => new RecurrentDirection(
                            cell,
                            [
                                .. RecurrentDirection
                                    .Names(layer, direction)
                                    .Select(name => (Tensor)parameters.get_parameter(name)!),
                            ]
                        ))
                        .ToArray()
                ),
        ];
        masks = new Tensor?[spec.Layers];
    }

    private int Directions => spec.Bidirectional ? 2 : 1;

    /// <summary>Runs the reviews through every layer.</summary>
    /// <param name="reviews">The batch's shape.</param>
    /// <param name="tokens">int32 [tokens]: in packed order, rows of <paramref name="embedding"/>.</param>
    /// <param name="embedding">float32 [vocabulary, width], read in place.</param>
    /// <param name="training">Whether to apply dropout between layers.</param>
    /// <returns>The state the head reads, float32 [reviews × directions × hidden], in the batch's own order.</returns>
    public float[] Forward(PackedReviews reviews, int[] tokens, Tensor embedding, bool training)
    {
        for (var layer = 0; layer < spec.Layers; layer++)
        {
            masks[layer]?.Dispose();
            masks[layer] = layer > 0 && training && spec.Dropout > 0 ? Mask(reviews.Tokens) : null;
            var at = layer;
            threads.Run(
                Directions,
                direction =>
                {
                    if (at == 0)
                        LookUp(reviews, direction, tokens, RowBuffer.AddressOf(embedding));
                    else
                        TakeOutputs(reviews, at, direction);
                    layers[at][direction].Forward(reviews);
                }
            );
        }

        return States(reviews);
    }

    /// <summary>
    /// Computes the gradients of the last <see cref="Forward"/>. <see cref="Gradients"/> then returns those of the
    /// parameters, and <see cref="AddTokenGradient"/> those of the tokens.
    /// </summary>
    /// <param name="reviews">As in <see cref="Forward"/>.</param>
    /// <param name="states">Gradient with respect to the states it returned.</param>
    /// <param name="parameters">Whether to compute the parameters' gradients.</param>
    public void Backward(PackedReviews reviews, float[] states, bool parameters = true)
    {
        for (var layer = spec.Layers - 1; layer >= 0; layer--)
        {
            var at = layer;
            threads.Run(
                Directions,
                direction =>
                {
                    if (at == spec.Layers - 1)
                        PutStates(reviews, direction, states);
                    else
                        PutGradients(reviews, at, direction);
                    layers[at][direction].Backward(reviews, parameters);
                }
            );
        }
    }

    /// <summary>Every parameter's name in <c>nn.LSTM</c> and its gradient.</summary>
    public IEnumerable<(string Name, Tensor Gradient)> Gradients() =>
        from layer in Enumerable.Range(0, spec.Layers)
        from direction in Enumerable.Range(0, Directions)
        from named in RecurrentDirection.Names(layer, direction).Zip(layers[layer][direction].Gradients)
        select named;

    /// <summary>Adds a token's gradient, from all directions, to <paramref name="sum"/>.</summary>
    /// <param name="reviews">As in <see cref="Backward"/>.</param>
    /// <param name="row">In packed order.</param>
    /// <param name="sum">float32 [width].</param>
    public void AddTokenGradient(PackedReviews reviews, int row, Span<float> sum)
    {
        for (var direction = 0; direction < Directions; direction++)
        {
            var gradient = layers[0][direction].InputGradient.Row(RowOf(reviews, direction, row));
            fixed (float* to = sum)
                FloatRows.Add(to, gradient, sum.Length);
        }
    }

    public void Dispose()
    {
        threads.Dispose();
        foreach (var direction in layers.SelectMany(layer => layer))
            direction.Dispose();
        foreach (var mask in masks)
            mask?.Dispose();
    }

    // Row of a token in a direction's own order. It is its own inverse.
    private static int RowOf(PackedReviews reviews, int direction, int row) =>
        direction == 0 ? row : reviews.Reversed[row];

    // The dropout mask. Each token's output gets the same random number as in the packed version.
    private Tensor Mask(int tokens)
    {
        using var all = ones(tokens, Directions * spec.Hidden);
        return functional.dropout(all, spec.Dropout, training: true).DetachFromDisposeScope();
    }

    private void LookUp(PackedReviews reviews, int direction, int[] tokens, float* table)
    {
        var input = layers[0][direction].Input;
        input.Reserve(reviews.Tokens);
        for (var row = 0; row < reviews.Tokens; row++)
            FloatRows.Copy(
                input.Row(row),
                table + ((long)tokens[RowOf(reviews, direction, row)] * input.Width),
                input.Width
            );
    }

    private void TakeOutputs(PackedReviews reviews, int layer, int direction)
    {
        var (input, below, h) = (layers[layer][direction].Input, layers[layer - 1], spec.Hidden);
        input.Reserve(reviews.Tokens);
        var mask = MaskOf(layer);
        for (var row = 0; row < reviews.Tokens; row++)
        {
            var token = RowOf(reviews, direction, row);
            for (var part = 0; part < below.Length; part++)
                FloatRows.Copy(input.Row(row) + (part * h), below[part].Outputs.Row(RowOf(reviews, part, token)), h);
            if (mask != null)
                FloatRows.Multiply(input.Row(row), mask + ((long)token * input.Width), input.Width);
        }
    }

    private void PutGradients(PackedReviews reviews, int layer, int direction)
    {
        var (to, above, h) = (layers[layer][direction].OutputGradient, layers[layer + 1], spec.Hidden);
        to.Reserve(reviews.Tokens);
        var mask = MaskOf(layer + 1);
        for (var row = 0; row < reviews.Tokens; row++)
        {
            var token = RowOf(reviews, direction, row);
            for (var part = 0; part < above.Length; part++)
            {
                var gradient = above[part].InputGradient.Row(RowOf(reviews, part, token)) + (direction * h);
                if (part == 0)
                    FloatRows.Copy(to.Row(row), gradient, h);
                else
                    FloatRows.Add(to.Row(row), gradient, h);
            }

            if (mask != null)
                FloatRows.Multiply(to.Row(row), mask + ((((long)token * Directions) + direction) * h), h);
        }
    }

    private float* MaskOf(int layer) => masks[layer] is { } mask ? RowBuffer.AddressOf(mask) : null;

    // The row, in a direction's own order, whose output the head reads: that of the last token, or of the token
    // processed last.
    private int StateRow(PackedReviews reviews, int direction, int place) =>
        direction == 0 || spec.State == StateKind.Hidden ? reviews.LastRow(place) : place;

    private float[] States(PackedReviews reviews)
    {
        var states = new float[reviews.Order.Length * Directions * spec.Hidden];
        foreach (var (direction, place, at) in StatePlaces(reviews))
            new ReadOnlySpan<float>(
                layers[^1][direction].Outputs.Row(StateRow(reviews, direction, place)),
                spec.Hidden
            ).CopyTo(states.AsSpan(at));
        return states;
    }

    private void PutStates(PackedReviews reviews, int direction, float[] states)
    {
        var gradient = layers[^1][direction].OutputGradient;
        gradient.Reserve(reviews.Tokens);
        gradient.Clear(reviews.Tokens);
        foreach (var (of, place, at) in StatePlaces(reviews).Where(p => p.Direction == direction))
            states
                .AsSpan(at, spec.Hidden)
                .CopyTo(new Span<float>(gradient.Row(StateRow(reviews, of, place)), spec.Hidden));
    }

    private IEnumerable<(int Direction, int Place, int At)> StatePlaces(PackedReviews reviews) =>
        from direction in Enumerable.Range(0, Directions)
        from place in Enumerable.Range(0, reviews.Order.Length)
        select (direction, place, ((reviews.Order[place] * Directions) + direction) * spec.Hidden);
}
