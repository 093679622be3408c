namespace Repro.Experiments;

/// <summary>
/// Layer integrated gradients over the embedding (Sundararajan et al. 2017; Captum's LayerIntegratedGradients), and Q7,
/// Q8, Q10.
/// </summary>
public sealed record AttributionSpec
{
    /// <summary>Points of the path integral; 1 … 10,000.</summary>
    [Setting("points of the path integral; the Riemann rules need 2")]
    [Whole(1, 10_000)]
    public required int Steps { get; init; }

    [Setting("quadrature rule")]
    public required QuadratureRule Rule { get; init; }

    /// <summary>Whose gradient is integrated.</summary>
    [Setting("whose gradient is integrated")]
    public required AttributionOutput Output { get; init; }

    /// <summary>Q7: whether sentences are lower-cased as the reviews were.</summary>
    [Setting("whether sentences are lower-cased (Q7)")]
    public required bool LowerCase { get; init; }

    /// <summary>
    /// Q7: the token that fills a short sentence and makes up the reference: the word <c>pad</c>, or
    /// <c>&lt;pad&gt;</c>.
    /// </summary>
    [Setting("token that fills a short sentence and makes up the reference (Q7)")]
    public required string Filler { get; init; }

    /// <summary>Tokens a sentence is filled up to; 1 … 512.</summary>
    [Setting("tokens a sentence is filled up to")]
    [Whole(1, 512)]
    public required int MinimumTokens { get; init; }

    /// <summary>Q8.</summary>
    [Setting("how many tokens the reference has (Q8)")]
    public required ReferenceLength ReferenceLength { get; init; }

    /// <summary>Q10.</summary>
    [Setting("what the column \"Attribution label\" shows (Q10)")]
    public required AttributionLabelRule Label { get; init; }

    public required EquatableList<LabelledSentence> Sentences { get; init; }
}

/// <param name="Text">The sentence; tokens are separated by white space.</param>
/// <param name="Label">True label, pos or neg; null if unknown.</param>
public sealed record LabelledSentence(string Text, string? Label = null);

public enum QuadratureRule
{
    GaussLegendre,
    RiemannLeft,
    RiemannRight,
    RiemannMiddle,
    RiemannTrapezoid,
}

public enum AttributionOutput
{
    Logit,
    Probability,
}

/// <summary>Q8: how many tokens the reference has.</summary>
public enum ReferenceLength
{
    /// <summary>
    /// Always <see cref="AttributionSpec.MinimumTokens"/>, so a longer sentence is an error. As written.
    /// </summary>
    Minimum,

    /// <summary>As many as the sentence.</summary>
    Sentence,
}

/// <summary>Q10: what the column "Attribution label" shows.</summary>
public enum AttributionLabelRule
{
    /// <summary>Label 1 for any score. As written.</summary>
    AlwaysOne,

    /// <summary>Label 1 for a score above zero, else label 0.</summary>
    SignOfScore,
}

public static class AttributionLabels
{
    /// <summary>0 or 1: which label the column shows.</summary>
    public static int ClassOf(this AttributionLabelRule rule, double score) =>
        rule == AttributionLabelRule.AlwaysOne || score > 0 ? 1 : 0;
}
