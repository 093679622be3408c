namespace Repro.Experiments;

/// <summary>
/// Marks a property that <c>--set</c> can change. Help, the table of settings and validation messages are generated
/// from this attribute and the <see cref="LegalAttribute"/> beside it.
/// </summary>
/// <param name="meaning">Description in a few words, without a full stop.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    public string Meaning => meaning;
}

/// <summary>The legal range of a number, or of each number in a list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class LegalAttribute(Limits limits) : Attribute
{
    public Limits Limits => limits;
}

/// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
public sealed class WholeAttribute(long least, long most) : LegalAttribute(Limits.Whole(least, most))
{
    public long Least => least;

    public long Most => most;
}

/// <summary>Above 0 and below 1.</summary>
public sealed class ShareAttribute() : LegalAttribute(Limits.Share);

/// <summary>0 or more and below 1.</summary>
public sealed class ProbabilityAttribute() : LegalAttribute(Limits.Probability);

/// <summary>Above 0 and finite.</summary>
public sealed class PositiveAttribute() : LegalAttribute(Limits.Positive);
