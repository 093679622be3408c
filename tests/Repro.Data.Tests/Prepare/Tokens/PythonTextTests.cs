using System.Security.Cryptography;
using System.Text;
using Repro.Data.Prepare.Tokens;

namespace Repro.Data.Tests.Prepare.Tokens;

/// <summary>Expected values come from CPython 3.11 (Unicode 14).</summary>
public class PythonTextTests
{
    [Theory]
    [InlineData("ΟΔΥΣΣΕΥΣ", "οδυσσευς")]
    [InlineData("Σ", "σ")]
    [InlineData("1Σ", "1σ")]
    [InlineData("ΑΣ.", "ας.")]
    [InlineData("ΑΣ.Α", "ασ.α")]
    [InlineData("Α'Σ'", "α'ς'")]
    [InlineData("ΑΣ\u0301", "ας\u0301")]
    [InlineData("𐐀Σ", "𐐨ς")]
    [InlineData("ΑΣ𐐀", "ασ𐐨")]
    [InlineData("İI", "i\u0307i")]
    [InlineData("ẞKÅΩ", "ßkåω")]
    [InlineData("ÀÉ", "àé")]
    [InlineData("ǅ", "ǆ")]
    [InlineData("A\ud800B", "a\ud800b")]
    public void Lower_is_Pythons(string text, string expected) => PythonText.Lower(text).Should().Be(expected);

    [Fact]
    public void White_space_is_Pythons()
    {
        var spaces = Enumerable.Range(0, 0x10000).Where(c => PythonText.IsSpace((char)c));
        spaces
            .Should()
            .Equal(
                0x9,
                0xa,
                0xb,
                0xc,
                0xd,
                0x1c,
                0x1d,
                0x1e,
                0x1f,
                0x20,
                0x85,
                0xa0,
                0x1680,
                0x2000,
                0x2001,
                0x2002,
                0x2003,
                0x2004,
                0x2005,
                0x2006,
                0x2007,
                0x2008,
                0x2009,
                0x200a,
                0x2028,
                0x2029,
                0x202f,
                0x205f,
                0x3000
            );
    }

    [Fact]
    public void Every_code_point_is_lowered_as_Python_lowers_it()
    {
        var changed = CodePoints()
            .Where(c => PythonText.Lower(c.ToString()) != c.ToString())
            .Select(c =>
                $"{c.Value:x}:{string.Join(",", PythonText.Lower(c.ToString()).EnumerateRunes().Select(r => $"{r.Value:x}"))}"
            );
        Sha256(changed).Should().Be("2d74e5f3be3b7ab9319be9a341a2f1de67be25a840aa0689a741ad82345096c6");
    }

    [Fact]
    public void Every_code_point_stands_around_a_sigma_as_Python_sees_it()
    {
        var classes = CodePoints()
            .Select(c =>
                (
                    c.Value,
                    Class: PythonText.IsCaseIgnorable(c) ? "i"
                    : PythonText.IsCased(c) ? "c"
                    : "-"
                )
            )
            .Where(c => c.Class != "-")
            .Select(c => $"{c.Value:x}:{c.Class}");
        Sha256(classes).Should().Be("dea07cf56df6ee09bd3f98f0a020aa29cab7986e267f11ab8ae015555b0154d3");
    }

    // The basic plane, Deseret, and the letters in circles and squares, less what Unicode 15 and 16 added.
    private static IEnumerable<Rune> CodePoints() =>
        Enumerable
            .Range(0, 0x20000)
            .Where(Rune.IsValid)
            .Where(c => c < 0x10000 || c is (>= 0x10400 and < 0x10450) or (>= 0x1f130 and < 0x1f18a))
            .Where(c =>
                c is not (0x897 or 0xece or 0x1c89 or 0x1c8a or (>= 0xa7cb and <= 0xa7cd) or (>= 0xa7da and <= 0xa7dc))
            )
            .Select(c => new Rune(c));

    private static string Sha256(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n", lines))));
}
