using System.Globalization;
using System.Text.Json.Serialization;

namespace Repro.Verdicts.Compare;

/// <summary>What fresh seeds said of a quantity that lay beyond its limit.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Seeds">The fresh seeds, none where there were none.</param>
/// <param name="Found">Their mean; null without them.</param>
/// <param name="Limit">How far it may be from the accepted seeds' mean; null without them.</param>
public sealed record Confirmation(
    ConfirmationOutcome Outcome,
    EquatableList<long> Seeds,
    double? Found = null,
    double? Limit = null
)
{
    /// <summary>Whether the verdict is still only a suspicion.</summary>
    [JsonIgnore]
    public bool IsOpen => Outcome is ConfirmationOutcome.Suspected or ConfirmationOutcome.Unsettled;

    /// <summary>As the end of a sentence.</summary>
    [JsonIgnore]
    public string Text =>
        Outcome switch
        {
            ConfirmationOutcome.Suspected => "suspected, not confirmed: no fresh seeds were trained",
            ConfirmationOutcome.Confirmed => $"confirmed by {Fresh}",
            ConfirmationOutcome.Dispelled => $"suspected, and not confirmed by {Fresh}",
            _ => $"suspected, and not settled by {Fresh}; they are too far apart",
        };

    private string Fresh =>
        string.Create(CultureInfo.InvariantCulture, $"fresh seeds {Seeds}: mean {Found}, limit ± {Limit}");
}

/// <summary>What came of a suspicion.</summary>
public enum ConfirmationOutcome
{
    /// <summary>No fresh seeds were asked: the verdict stands until they are.</summary>
    Suspected,

    /// <summary>Fresh seeds are beyond their limit the same way.</summary>
    Confirmed,

    /// <summary>Fresh seeds are not: chance explains it.</summary>
    Dispelled,

    /// <summary>Fresh seeds are too far apart for their mean to settle it: the verdict stands.</summary>
    Unsettled,
}
