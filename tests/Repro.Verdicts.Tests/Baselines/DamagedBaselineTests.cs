using System.Text;
using System.Text.RegularExpressions;
using Repro.Experiments;
using Repro.Testing;
using Repro.Verdicts.Baselines;
using Repro.Verdicts.Claims;

namespace Repro.Verdicts.Tests.Baselines;

/// <summary>
/// Every kind of file under <c>baselines</c>, damaged as merges, editors and hands damage JSON: refused with the file,
/// the line and version control as the remedy.
/// </summary>
public sealed partial class DamagedBaselineTests : IDisposable
{
    private static readonly ExperimentSpec Spec = Profiles.Spec(Profiles.Sample, ModelKind.Rnn, ProtocolKind.AsWritten);

    private static readonly string[] Names =
    [
        "tolerances.json",
        "notebook/claims.json",
        "sample/cpu/rnn.as-written/metrics.verified.json",
        "sample/cpu/rnn.as-written/curve.verified.json",
        "sample/cpu/rnn.as-written/attributions.verified.json",
        "sample/cpu/rnn.as-written/exact.verified.json",
        "sample/cpu/rnn.as-written/twins.verified.json",
        "sample/cpu/rnn.as-written/provenance.json",
    ];

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    public static TheoryData<string> Files => [.. Names];

    [Fact]
    public void No_kind_of_file_is_left_out() =>
        Directory
            .EnumerateFiles(Repository.Baselines, "*.json", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .Distinct()
            .Should()
            .BeEquivalentTo(Names.Select(Path.GetFileName));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_two_sides_of_a_merge_are_not_read(string file)
    {
        var lines = Lines(file);
        Refused(
            file,
            Text([.. lines[..3], "<<<<<<< HEAD", lines[3], "=======", lines[3], ">>>>>>> theirs", .. lines[4..]]),
            4,
            "it contains an unresolved merge conflict."
        );
        Refused(
            file,
            Text([.. lines[..3], "=======", lines[3], ">>>>>>> theirs", .. lines[4..]]),
            4,
            "it contains an unresolved merge conflict."
        );
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void UTF_16_is_named(string file)
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
            Refused(
                file,
                [.. encoding.Preamble, .. encoding.GetBytes(string.Join('\n', Lines(file)))],
                1,
                "it is UTF-16, but must be UTF-8."
            );
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_not_a_number_or_no_value_is_not_read(string file)
    {
        var lines = Lines(file);
        var at = Array.FindIndex(lines, line => Value().IsMatch(line));
        foreach (var bad in new[] { "\"NaN\"", "null", "1e400", "-1e400", "NaN", "Infinity", "[]", "{}", "true" })
            if (lines[at].Contains(": \"") is not true || bad is not "\"NaN\"") // Where a text is wanted, that is one.
                Refused(
                    file,
                    Text([.. lines[..at], Value().Replace(lines[at], $"$1{bad}$3"), .. lines[(at + 1)..]]),
                    at + 1,
                    "*"
                );
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_key_that_comes_twice_or_is_unknown_is_not_read(string file)
    {
        var lines = Lines(file);
        var at = Array.FindIndex(lines, line => Value().IsMatch(line));
        var twice = lines[at].TrimEnd(',') + ",";
        Refused(file, Text([.. lines[..at], twice, .. lines[at..]]), at + 2, "*Duplicate*");
        Refused(file, Text([lines[0], "  \"unheard-of\": 1,", .. lines[1..]]), 2, "*unheard-of*");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_cut_off_or_emptied_is_not_read(string file)
    {
        var lines = Lines(file);
        Refused(file, Text(lines[..(lines.Length / 2)]), lines.Length / 2 + 1, "*");
        Refused(file, [], 1, "*");
        Refused(file, "null\n"u8.ToArray(), 1, "the file contains null.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_null_deep_in_a_list_is_at_its_own_line(string file)
    {
        var lines = Lines(file);
        var at = Array.FindLastIndex(lines, line => Element().IsMatch(line));
        if (at < 0)
            return;
        Refused(
            file,
            Text([.. lines[..at], Element().Replace(lines[at], "$1null$3"), .. lines[(at + 1)..]]),
            at + 1,
            "A list has null among its elements."
        );
    }

    private static string[] Lines(string file) =>
        File.ReadAllText(Path.Combine(Repository.Baselines, file)).TrimEnd('\n').Split('\n');

    private static byte[] Text(string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    private void Refused(string file, byte[] damaged, int line, string why)
    {
        foreach (var name in Names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(temp.At(name))!);
            File.Copy(Path.Combine(Repository.Baselines, name), temp.At(name), overwrite: true);
        }

        var path = temp.Write(file, damaged);
        var refusal = FluentActions
            .Invoking(() =>
            {
                Tolerances.Read(temp.At("tolerances.json"), ImdbNotebook.Assignment);
                ClaimsFile.Read(temp.At("notebook/claims.json"), ImdbNotebook.Assignment);
                new BaselineStore(temp.Root, Spec).Read();
            })
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{path}, line {line}: not readable as *: {why}*Restore it from version control.")
            .Which;
        refusal.ExitCode.Should().Be(ExitCode.InputMissing);
        refusal.Message.Should().NotContain("Delete").And.NotContain("LineNumber");
    }

    /// <summary>A property that is a number, a text or a truth, and the rest of its line.</summary>
    [GeneratedRegex("""^( *"[^"]+": )("[^"]*"|[-0-9.e]+|true|false)(,?)$""")]
    private static partial Regex Value();

    /// <summary>An element of a list that is a number or a text.</summary>
    [GeneratedRegex("""^( +)("[^"]*"|[-0-9.e]+)(,?)$""")]
    private static partial Regex Element();
}
