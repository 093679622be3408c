namespace Repro.Runs;

/// <summary>Formats digests for tables and messages.</summary>
public static class DigestText
{
    private const int Shown = 12;

    /// <summary>The first twelve characters; "none" for null.</summary>
    public static string Shortened(string? digest) =>
        digest is null ? "none" : digest[..Math.Min(Shown, digest.Length)];
}
