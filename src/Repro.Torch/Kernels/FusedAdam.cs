using System.Numerics;
using System.Runtime.InteropServices;
using Repro.Torch.Serialization;

namespace Repro.Torch.Kernels;

/// <summary>
/// Adam (Kingma &amp; Ba 2015, algorithm 1) in place, in one pass over memory. Equal to dense Adam: a row that never
/// had a gradient has zero moments, so its update is exactly zero and is skipped; after its first gradient a row is
/// updated every step.
/// </summary>
internal sealed class FusedAdam(double learningRate, double beta1, double beta2, double epsilon, int threads)
{
    private const int ElementsPerTask = 1 << 16;

    /// <summary>
    /// Number of the current step, from 1. Together with the moments it is the complete state to save and restore.
    /// </summary>
    public int Step { get; set; }

    /// <summary>Starts the next step; the following updates belong to it.</summary>
    public void NextStep() => Step++;

    /// <summary>Updates all of a parameter.</summary>
    public void Update(Span<float> parameter, ReadOnlySpan<float> gradient, AdamMoments moments) =>
        Factors().Apply(parameter, gradient, moments.First, moments.Second);

    /// <summary>
    /// Updates the rows of a table: rows in <paramref name="gradients"/> with their gradient, rows touched earlier with
    /// a zero gradient.
    /// </summary>
    /// <param name="table">Memory of <c>float32 [rows, dim]</c>.</param>
    /// <param name="moments">Moments of the table, including which rows were ever touched.</param>
    /// <param name="rowGradient">For each row, the start of its gradient in <paramref name="gradients"/>, or −1 if it
    /// has none; <c>int32 [rows]</c>.</param>
    /// <param name="gradients">Gradients of these rows.</param>
    public unsafe void UpdateRows(Span<float> table, RowMoments moments, int[] rowGradient, float[] gradients)
    {
        var factors = Factors();
        int dim = moments.Dim,
            rows = rowGradient.Length;
        var perTask = Math.Max(1, ElementsPerTask / dim);
        fixed (float* start = table)
        {
            var address = (nint)start;
            Parallel.For(
                0,
                (rows + perTask - 1) / perTask,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                task =>
                {
                    for (var row = task * perTask; row < Math.Min(rows, (task + 1) * perTask); row++)
                    {
                        var at = rowGradient[row];
                        if (at >= 0)
                            moments.Touched[row] = true;
                        if (!moments.Touched[row])
                            continue;
                        var parameter = new Span<float>((float*)address + ((long)row * dim), dim);
                        factors.Apply(
                            parameter,
                            at >= 0 ? gradients.AsSpan(at, dim) : [],
                            moments.First(row),
                            moments.Second(row)
                        );
                    }
                }
            );
        }
    }

    private AdamFactors Factors() =>
        new(
            (float)beta1,
            (float)(1 - beta1),
            (float)beta2,
            (float)(1 - beta2),
            (float)(learningRate / (1 - Math.Pow(beta1, Step))),
            (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, Step))),
            (float)epsilon
        );
}

/// <summary>The step's constants.</summary>
internal readonly record struct AdamFactors(
    float Beta1,
    float OneMinusBeta1,
    float Beta2,
    float OneMinusBeta2,
    float StepSize,
    float RootCorrection,
    float Epsilon
)
{
    /// <summary>One step over matching slices; an empty gradient means zeros.</summary>
    public void Apply(Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
    {
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= parameter.Length - lanes; i += lanes)
        {
            var g = gradient.IsEmpty ? Vector<float>.Zero : new Vector<float>(gradient[i..]);
            var m = (Beta1 * new Vector<float>(first[i..])) + (OneMinusBeta1 * g);
            var v = (Beta2 * new Vector<float>(second[i..])) + (OneMinusBeta2 * g * g);
            var denominator = (Vector.SquareRoot(v) * RootCorrection) + new Vector<float>(Epsilon);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            (new Vector<float>(parameter[i..]) - (StepSize * m / denominator)).CopyTo(parameter[i..]);
        }

        for (; i < parameter.Length; i++)
        {
            var g = gradient.IsEmpty ? 0 : gradient[i];
            first[i] = (Beta1 * first[i]) + (OneMinusBeta1 * g);
            second[i] = (Beta2 * second[i]) + (OneMinusBeta2 * g * g);
            parameter[i] -= StepSize * first[i] / ((MathF.Sqrt(second[i]) * RootCorrection) + Epsilon);
        }
    }
}

/// <summary>Running means of a parameter's gradient and of its square.</summary>
internal sealed class AdamMoments(int length)
{
    public float[] First { get; } = new float[length];

    public float[] Second { get; } = new float[length];
}

/// <summary>
/// The same for a table, in blocks of rows. A block is allocated when one of its rows is first touched, so an untouched
/// table costs nothing.
/// </summary>
internal sealed class RowMoments(int rows, int dim)
{
    private const int RowsPerBlock = 256;

    private readonly float[]?[] first = new float[(rows + RowsPerBlock - 1) / RowsPerBlock][];
    private readonly float[]?[] second = new float[(rows + RowsPerBlock - 1) / RowsPerBlock][];
    private readonly Lock gate = new();

    public int Dim => dim;

    /// <summary><c>bool [rows]</c>: whether a gradient ever touched the row.</summary>
    public bool[] Touched { get; } = new bool[rows];

    public Span<float> First(int row) => Slice(first, row);

    public Span<float> Second(int row) => Slice(second, row);

    /// <summary>
    /// Visits <c>float32 [rows, dim]</c> to save or restore it. <see cref="Touched"/> must be set before.
    /// </summary>
    public void VisitFirst(BlockVisitor visit) => Visit(first, visit);

    /// <inheritdoc cref="VisitFirst"/>
    public void VisitSecond(BlockVisitor visit) => Visit(second, visit);

    // A block that no gradient touched is visited as zeros but not stored.
    private void Visit(float[]?[] blocks, BlockVisitor visit)
    {
        var zeros = new float[RowsPerBlock * dim];
        for (var block = 0; block < blocks.Length; block++)
        {
            var from = block * RowsPerBlock;
            var count = Math.Min(RowsPerBlock, rows - from);
            blocks[block] = Touched.AsSpan(from, count).Contains(true)
                ? blocks[block] ?? new float[RowsPerBlock * dim]
                : null;
            visit(MemoryMarshal.AsBytes((blocks[block] ?? zeros).AsSpan(0, count * dim)));
        }
    }

    private Span<float> Slice(float[]?[] blocks, int row)
    {
        var block = row / RowsPerBlock;
        if (blocks[block] is null)
        {
            lock (gate)
                blocks[block] ??= new float[RowsPerBlock * dim];
        }

        return blocks[block].AsSpan(row % RowsPerBlock * dim, dim);
    }
}
