namespace Repro.Experiments;

/// <summary>
/// What <c>as-written</c> and <c>corrected</c> mean, quirk by quirk (Q1–Q10; Q3 is the same in both).
/// </summary>
public static class Protocols
{
    public static WeightsRule Weights(ProtocolKind protocol) =>
        AsWritten(protocol) ? WeightsRule.LastEpoch : WeightsRule.BestEpoch;

    public static PatienceRule Patience(ProtocolKind protocol) =>
        AsWritten(protocol) ? PatienceRule.NeverReset : PatienceRule.ResetOnImprovement;

    public static EpochLogRule EpochLog(ProtocolKind protocol) =>
        AsWritten(protocol) ? EpochLogRule.OmitStoppingEpoch : EpochLogRule.EveryEpoch;

    public static LossAverage LossAverage(ProtocolKind protocol) =>
        AsWritten(protocol) ? Experiments.LossAverage.BatchMeans : Experiments.LossAverage.Examples;

    public static F1Average F1(ProtocolKind protocol) => AsWritten(protocol) ? F1Average.BatchMean : F1Average.Global;

    public static EquatableList<int> KernelWidths(ProtocolKind protocol) => AsWritten(protocol) ? [3, 3, 3] : [3, 4, 5];

    /// <summary>The notebook's attribution settings for its six sentences.</summary>
    public static AttributionSpec Attribution(ProtocolKind protocol) =>
        new()
        {
            Steps = 5000,
            Rule = QuadratureRule.GaussLegendre,
            Output = AttributionOutput.Logit,
            LowerCase = !AsWritten(protocol),
            Filler = AsWritten(protocol) ? "pad" : "<pad>",
            MinimumTokens = 7,
            ReferenceLength = AsWritten(protocol) ? ReferenceLength.Minimum : ReferenceLength.Sentence,
            Label = AsWritten(protocol) ? AttributionLabelRule.AlwaysOne : AttributionLabelRule.SignOfScore,
            Sentences = Sentences,
        };

    /// <summary>The six sentences that the notebook attributes, with their true labels.</summary>
    public static EquatableList<LabelledSentence> Sentences { get; } =
    [
        new("It was a fantastic performance !", "pos"),
        new("Best film ever", "pos"),
        new("Such a great show!", "pos"),
        new("It was a horrible movie", "neg"),
        new("I've never watched something as bad", "neg"),
        new("It is a disgusting movie!", "neg"),
    ];

    private static bool AsWritten(ProtocolKind protocol) => protocol == ProtocolKind.AsWritten;
}
