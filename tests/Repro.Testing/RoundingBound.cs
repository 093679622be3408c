namespace Repro.Testing;

/// <summary>
/// How far a floating-point computation may be from the exact value on any processor. Limits of tests are made of these
/// bounds and of the sizes and values of the case, never of a difference that was seen.
/// </summary>
/// <remarks>
/// Processors and libraries differ in the order and the blocks of a sum, in whether a product is rounded before it is
/// added, and in the last bits of exp and tanh. Every version rounds each operation to within the unit roundoff, so
/// each is within these bounds of the exact value, and two versions are within twice the bound of each other. Where a
/// twin in float64 takes the exact value's place, once is enough: its own rounding is 2⁻²⁹ of float32's.
/// </remarks>
internal static class RoundingBound
{
    /// <summary>Unit roundoff of float32: half the distance from 1 to the next number.</summary>
    public const double Float = 1.0 / (1 << 24);

    /// <summary>Unit roundoff of float64.</summary>
    public const double Double = Float / (1L << 29);

    /// <summary>
    /// Roundings that a sigmoid, tanh, exp or root counts as: vector libraries promise 4 units in the last place, which
    /// are 8 roundoffs, and where all have one sign they weigh as 8² of either sign.
    /// </summary>
    public const int Activation = 64;

    /// <summary>
    /// Steps of a recurrent layer whose errors are still there: each step multiplies an earlier error by a forget or
    /// update gate, which is near one half for weights as they are drawn; even at 7/8 the errors of all steps would add
    /// up to those of eight. RecurrentMemoryTests measures it.
    /// </summary>
    public const int Memory = 8;

    /// <summary>
    /// λ: n independent roundings of either sign add up to more than λ·√n of the largest with a probability of at most
    /// 2·exp(−λ²/2), here 3·10⁻⁸ (Hoeffding's inequality; Higham and Mary 2019, theorem 2.4). That is for roundings
    /// that are all as large as can be. Where they are spread evenly, √n·λ is ten standard deviations.
    /// </summary>
    private const double Deviations = 6;

    /// <summary>
    /// A sum of products in any order: n roundings of the terms' magnitudes (Higham, Accuracy and Stability of
    /// Numerical Algorithms, 2002, section 3.1), or from 36 terms on 6·√n (Higham and Mary, A new approach to
    /// probabilistic rounding error analysis, 2019).
    /// </summary>
    /// <param name="terms">How many are added.</param>
    /// <param name="magnitudes">Σ|term|.</param>
    /// <param name="unit">Roundoff of the type that is computed in.</param>
    public static double Sum(double terms, double magnitudes = 1, double unit = Float) =>
        Math.Min(terms, Deviations * Math.Sqrt(terms)) * unit * magnitudes;

    /// <summary>
    /// A float64 formula in managed code: one rounding for each operation and two for each call of Math. .NET keeps the
    /// order as it is written and rounds every operation as IEEE 754 says, so no processor changes more than the last
    /// unit of Math.Exp and its like; the limit holds the formula's roundings against the expected number's.
    /// </summary>
    /// <param name="operations">Of the formula, and of the one for the expected number.</param>
    /// <param name="largest">Magnitude of the largest number on the way.</param>
    public static double Managed(int operations, double largest = 1) => operations * Double * Math.Abs(largest);

    /// <summary>Half a unit of the last digit, of a number that is printed with so many decimals.</summary>
    public static double Printed(int decimals) => 0.5 * Math.Pow(10, -decimals);

    /// <summary>
    /// Relative error after some stages of a network, each a sum and an activation. None of them amplifies an error:
    /// the slopes of sigmoid, tanh and ReLU are at most 1.
    /// </summary>
    /// <param name="stages">One behind the other; the way back counts like the way there.</param>
    /// <param name="terms">Of each stage's sum.</param>
    public static double Stages(int stages, int terms) => Sum(stages * ((double)terms + Activation));

    /// <summary>Relative error of recurrent layers' states, which are within ±1, so absolute too.</summary>
    /// <param name="layers">One above the other.</param>
    /// <param name="steps">Tokens of the longest review.</param>
    /// <param name="terms">Numbers that a gate is a sum of: a layer's input, its state and the biases.</param>
    public static double Recurrent(int layers, int steps, int terms) => Stages(layers * Math.Min(steps, Memory), terms);

    /// <summary>
    /// Error of a gradient by the weights or inputs of recurrent layers, relative to the largest: there and back, then
    /// a sum over all tokens.
    /// </summary>
    /// <param name="layers">As for <see cref="Recurrent"/>.</param>
    /// <param name="steps">As there.</param>
    /// <param name="terms">As there.</param>
    /// <param name="tokens">Of all reviews.</param>
    public static double RecurrentGradient(int layers, int steps, int terms, int tokens) =>
        (2 * Recurrent(layers, steps, terms)) + Sum(tokens);

    /// <summary>
    /// Error that a step of Adam adds to a weight: the weight's own rounding, and that of an update, which is at most
    /// (1 − β₁)/√(1 − β₂) ≈ 3.2 learning rates and carries some hundred roundings from its two running means.
    /// </summary>
    /// <param name="largest">Magnitude of the largest weight.</param>
    /// <param name="learningRate">Of the step.</param>
    public static double AdamStep(double largest, double learningRate) =>
        Sum(1, largest) + Sum(100, 3.2 * learningRate);
}
