using static TorchSharp.torch;

namespace Repro.Torch.Kernels.Recurrent;

/// <summary>
/// One direction of one layer over packed rows: large matrix products over all tokens at once, and a small one per step
/// for the previous state. Buffers that depend on the batch size are reused.
/// </summary>
internal sealed unsafe class RecurrentDirection : IDisposable
{
    private readonly RecurrentCell cell;
    private readonly Tensor inputWeight,
        hiddenWeight,
        inputBias,
        hiddenBias;
    private readonly Tensor inputWeightT,
        hiddenWeightT; // Copies: a product of rows by a matrix as it lies is the faster one.
    private readonly RowBuffer gates,
        projected,
        memory,
        recurrent,
        carry,
        biases;
    private readonly int width;

    /// <param name="cell">The elementwise part of a step.</param>
    /// <param name="parameters">Weights and biases of input and state, in the order of <see cref="Names"/>; read in
    /// place for every batch.</param>
    public RecurrentDirection(RecurrentCell cell, IReadOnlyList<Tensor> parameters)
    {
        this.cell = cell;
        Tensor[] own = [.. parameters.Select(p => p.detach().DetachFromDisposeScope())];
        (inputWeight, hiddenWeight, inputBias, hiddenBias) = (own[0], own[1], own[2], own[3]);
        (inputWeightT, hiddenWeightT) = (Turned(inputWeight), Turned(hiddenWeight));
        (width, var wide) = ((int)inputWeight.shape[1], cell.Gates * cell.Hidden);
        (Input, Outputs, memory) = (new RowBuffer(width), new RowBuffer(cell.Hidden), new RowBuffer(cell.Hidden));
        (gates, projected) = (new RowBuffer(wide), new RowBuffer(wide));
        (recurrent, carry, biases) = (new RowBuffer(cell.Hidden), new RowBuffer(cell.Hidden), new RowBuffer(wide));
        biases.Reserve(2);
        (OutputGradient, InputGradient) = (new RowBuffer(cell.Hidden), new RowBuffer(width));
        Gradients = [.. own.Select(p => zeros_like(p).DetachFromDisposeScope())];
    }

    /// <summary>[tokens, width]: filled by the caller, before <see cref="Forward"/>.</summary>
    public RowBuffer Input { get; }

    /// <summary>[tokens, hidden].</summary>
    public RowBuffer Outputs { get; }

    /// <summary>[tokens, hidden]: filled by the caller, before <see cref="Backward"/>.</summary>
    public RowBuffer OutputGradient { get; }

    /// <summary>[tokens, width].</summary>
    public RowBuffer InputGradient { get; }

    /// <summary>Gradients of the parameters for the last batch, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<Tensor> Gradients { get; }

    /// <summary>Names of a direction's parameters in <c>nn.LSTM</c>.</summary>
    public static string[] Names(int layer, int direction) =>
        [
            .. new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" }.Select(name =>
                $"{name}_l{layer}{(direction == 0 ? "" : "_reverse")}"
            ),
        ];

    public void Forward(PackedReviews reviews)
    {
        using var none = no_grad();
        foreach (var buffer in new[] { gates, memory, Outputs })
            buffer.Reserve(reviews.Tokens);
        projected.Reserve(cell.AddsProjections ? 0 : reviews.Tokens);
        Turn(inputWeight, inputWeightT);
        Turn(hiddenWeight, hiddenWeightT);
        Product(gates, 0, reviews.Tokens, Input, 0, inputWeightT, 0);
        if (!cell.AddsProjections)
            projected.Clear(reviews.Counts[0]);
        float* input = RowBuffer.AddressOf(inputBias),
            state = RowBuffer.AddressOf(hiddenBias);
        for (var step = 0; step < reviews.Steps; step++)
        {
            if (step > 0)
                Project(reviews, step);
            cell.Forward(Rows(reviews, step), input, state);
        }
    }

    public void Backward(PackedReviews reviews, bool parameters)
    {
        using var none = no_grad();
        Gradients[2].zero_();
        Gradients[3].zero_();
        Clear(recurrent, reviews.Counts[0]);
        Clear(carry, reviews.Counts[0]);
        for (var step = reviews.Steps - 1; step >= 0; step--)
        {
            biases.Clear(2);
            cell.Backward(Rows(reviews, step), biases.Row(0), biases.Row(cell.AddsProjections ? 0 : 1));
            if (parameters)
                AddBiases();
            if (step > 0)
                Product(recurrent, 0, reviews.Counts[step], StateGradient, reviews.Offsets[step], hiddenWeight, 0);
        }

        InputGradient.Reserve(reviews.Tokens);
        Product(InputGradient, 0, reviews.Tokens, gates, 0, inputWeight, 0);
        if (parameters)
            Accumulate(reviews);
    }

    public void Dispose()
    {
        RowBuffer[] buffers =
        [
            Input,
            Outputs,
            OutputGradient,
            InputGradient,
            gates,
            projected,
            memory,
            recurrent,
            carry,
            biases,
        ];
        Array.ForEach(buffers, buffer => buffer.Dispose());
        Tensor[] tensors =
        [
            inputWeightT,
            hiddenWeightT,
            inputWeight,
            hiddenWeight,
            inputBias,
            hiddenBias,
            .. Gradients,
        ];
        Array.ForEach(tensors, tensor => tensor.Dispose());
    }

    private static Tensor Turned(Tensor weight)
    {
        using var view = weight.t();
        return view.contiguous().DetachFromDisposeScope();
    }

    private static void Turn(Tensor weight, Tensor turned)
    {
        using var view = weight.t();
        turned.copy_(view);
    }

    private RowBuffer StateGradient => cell.AddsProjections ? gates : projected;

    private static void Clear(RowBuffer buffer, int rows)
    {
        buffer.Reserve(rows);
        buffer.Clear(rows);
    }

    private void Project(PackedReviews reviews, int step) =>
        Product(
            cell.AddsProjections ? gates : projected,
            reviews.Offsets[step],
            reviews.Counts[step],
            Outputs,
            reviews.Offsets[step - 1],
            hiddenWeightT,
            cell.AddsProjections ? 1 : 0
        );

    private static void Product(
        RowBuffer to,
        int toRow,
        int count,
        RowBuffer from,
        int fromRow,
        Tensor weight,
        float beta
    )
    {
        using var target = to.Rows(toRow, count);
        using var source = from.Rows(fromRow, count);
        target.addmm_(source, weight, beta, 1);
    }

    // Sums over all tokens, each one matrix product. The cell's memory is no longer needed and is reused for the
    // outputs of the previous step.
    private void Accumulate(PackedReviews reviews)
    {
        var first = reviews.Counts[0];
        for (var step = 1; step < reviews.Steps; step++)
            FloatRows.Copy(
                memory.Row(reviews.Offsets[step] - first),
                Outputs.Row(reviews.Offsets[step - 1]),
                reviews.Counts[step] * cell.Hidden
            );
        using var gate = gates.Rows(0, reviews.Tokens);
        using var later = StateGradient.Rows(first, reviews.Tokens - first);
        using var before = memory.Rows(0, reviews.Tokens - first);
        using var input = Input.Rows(0, reviews.Tokens);
        Into(Gradients[0], gate, input);
        Into(Gradients[1], later, before);
    }

    private static void Into(Tensor gradient, Tensor gates, Tensor rows)
    {
        using var turned = gates.t();
        gradient.addmm_(turned, rows, 0, 1);
    }

    // Sums over a step's rows, then over the steps: more accurate than one long sum.
    private void AddBiases()
    {
        for (var bias = 0; bias < 2; bias++)
            FloatRows.Add(
                RowBuffer.AddressOf(Gradients[2 + bias]),
                biases.Row(cell.AddsProjections ? 0 : bias),
                biases.Width
            );
    }

    private CellRows Rows(PackedReviews reviews, int step)
    {
        var row = reviews.Offsets[step];
        var before = step == 0 ? -1 : reviews.Offsets[step - 1];
        return new CellRows
        {
            Count = reviews.Counts[step],
            Gates = gates.Row(row),
            Projected = cell.AddsProjections ? null : projected.Row(row),
            Memory = memory.Row(row),
            MemoryBefore = before < 0 ? null : memory.Row(before),
            Outputs = Outputs.Row(row),
            OutputsBefore = before < 0 ? null : Outputs.Row(before),
            OutputGradient = OutputGradient.Row(row),
            RecurrentGradient = recurrent.Start,
            Carry = carry.Start,
        };
    }
}
