using MathNet.Numerics.Distributions;

namespace Repro.Statistics;

/// <summary>
/// Whether seeds of a run differ from the accepted ones, in two stages: what lies outside the prediction interval is
/// suspected, and confirmed only where fresh seeds, trained for nothing else, are outside too. Given the accepted seeds
/// the two stages are independent, so that their rates multiply; over baselines they have the accepted seeds in common,
/// and what is left is the smaller of the two rates at most. The second stage lets fresh seeds measure the spread too,
/// and the mean of several is less skewed than one, so that it holds also where seeds are not normal
/// (<c>GateSimulationTests</c>).
/// </summary>
/// <param name="quantities">How many share the rates; 1 or more.</param>
public sealed class TwoStageTest(int quantities)
{
    /// <summary>Seeds that confirm, where nobody asks for another number.</summary>
    public const int FreshSeeds = 8;

    /// <summary>With fewer, the mean of skewed seeds is as skewed as they are.</summary>
    public const int FewestFresh = 4;

    /// <summary>Fresh seeds so many times as far apart as the accepted ones settle nothing by their mean.</summary>
    private const double FarApart = 10;

    private const double Seen = 0.8;

    private readonly StudentQuantile suspicion = new(FalseAlarms.PerQuantity(FalseAlarms.Suspicions, quantities));
    private readonly StudentQuantile confirmation = new(FalseAlarms.PerQuantity(FalseAlarms.PerRun, quantities));

    /// <summary>How often one quantity is suspected by chance, each way.</summary>
    public double SuspicionShare => suspicion.Share;

    /// <summary>How often fresh seeds of one quantity are beyond their limit by chance, each way.</summary>
    public double ConfirmationShare => confirmation.Share;

    /// <summary>The first stage: outside is suspected.</summary>
    /// <param name="accepted">Of two seeds at least.</param>
    /// <param name="newSeeds">k, 1 or more.</param>
    public SeedInterval Suspect(Spread accepted, int newSeeds) => SeedInterval.Predict(accepted, newSeeds, suspicion);

    /// <summary>The second stage: outside is confirmed.</summary>
    /// <param name="accepted">Two at least, all finite.</param>
    /// <param name="fresh">Two at least, all finite, of seeds that the first stage did not look at.</param>
    public SeedInterval Confirm(IReadOnlyList<double> accepted, IReadOnlyList<double> fresh) =>
        SeedInterval.Pooled(accepted, fresh, confirmation);

    /// <summary>
    /// Whether fresh seeds are so far apart that their mean settles nothing, as where one in four does not learn: ten
    /// times the accepted spread, and beyond what the F distribution gives in a hundredth of the share.
    /// </summary>
    public bool AreFarApart(IReadOnlyList<double> accepted, IReadOnlyList<double> fresh)
    {
        var (of, other) = (Spread.Of(accepted), Spread.Of(fresh));
        if (other.Sd <= FarApart * of.Sd)
            return false;
        var ratio = FisherSnedecor.InvCDF(other.Seeds - 1, of.Seeds - 1, 1 - (ConfirmationShare / 100));
        return other.Sd * other.Sd > ratio * of.Sd * of.Sd;
    }

    /// <summary>
    /// The smallest change that is suspected and confirmed in at least 80 % of cases, if seeds are normally distributed
    /// and keep their spread: the product of both stages' power, which is a lower bound.
    /// </summary>
    /// <param name="accepted">Of the accepted seeds; with a spread of 0 everything beyond the margin is seen.</param>
    /// <param name="newSeeds">k of the first stage.</param>
    /// <param name="fresh">Seeds of the second.</param>
    /// <param name="margin">What both stages overlook, in the quantity's own unit; 0 or more.</param>
    /// <returns>In the quantity's own unit; by simulation it is seen in 79 to 83 % of cases
    /// (<c>TwoStageTestTests</c>).</returns>
    public double Detectable(Spread accepted, int newSeeds, int fresh, double margin)
    {
        if (accepted.Sd == 0)
            return margin;
        var (low, high) = (0.0, margin + (1000 * accepted.Sd));
        for (var i = 0; i < 40; i++)
        {
            var change = (low + high) / 2;
            if (Power(change) < Seen)
                low = change;
            else
                high = change;
        }

        return high;

        double Power(double change) =>
            OneStage(change, newSeeds, suspicion, accepted.Seeds - 1)
            * OneStage(change, fresh, confirmation, accepted.Seeds + fresh - 2);

        double OneStage(double change, int seeds, StudentQuantile t, int freedom)
        {
            var deviation = accepted.Sd * SeedInterval.Scale(accepted.Seeds, seeds);
            var byInterval = NoncentralT.Above(t.At(freedom), freedom, change / deviation);
            return Math.Min(byInterval, Normal.CDF(margin, deviation, change));
        }
    }
}
