using CsCheck;
using Repro.Verdicts.Compare;
using ReproBuild;

namespace Repro.Build.Tests;

/// <summary>
/// A runner treats every line that begins with two colons as a command; untrusted text must not become one.
/// </summary>
public class GitHubAnnotationsTests
{
    private static readonly string[] Pieces =
    [
        "\n",
        "\r",
        "\r\n",
        "::",
        "::error::",
        "::add-mask::x",
        "::stop-commands::x",
        "%",
        "%0A",
        "%25",
        ",",
        "=",
        ":",
        "\u001b[31m",
        "\u202e",
        "\u2028",
        "\ud800",
        "rnn",
        " ",
    ];

    private static readonly Gen<string> Foreign = Gen.OneOf(
            Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]),
            Gen.String[0, 3]
        )
        .Array[0, 8]
        .Select(string.Concat);

    [Fact]
    public void Untrusted_text_stays_within_its_one_command() =>
        Gen.Select(Foreign, Foreign, Foreign)
            .Sample(
                (experiment, quantity, because) =>
                {
                    var comparison = new QuantityComparison(
                        experiment,
                        quantity,
                        0.9,
                        0.8,
                        0.01,
                        Blocking: true,
                        Verdict.Regression,
                        because
                    );
                    var overall = VerdictFiles.Merge(
                        "sample",
                        [experiment],
                        [new ExperimentVerdict("sample", experiment, 1234, "run", [comparison])]
                    );
                    GitHubAnnotations.Render(overall).Should().HaveCount(2).And.OnlyContain(line => IsOneCommand(line));
                },
                iter: 5_000
            );

    [Fact]
    public void A_message_is_read_as_it_was_written()
    {
        var comparison = new QuantityComparison(
            "a,b:c",
            "d%0Ae",
            0.9,
            0.8,
            null,
            Blocking: true,
            Verdict.Regression,
            "100 %\n::error::x"
        );
        GitHubAnnotations
            .Render(
                VerdictFiles.Merge("sample", [], [new ExperimentVerdict("sample", "a,b:c", 1234, "run", [comparison])])
            )
            .Should()
            .Equal("::error title=a%2Cb%3Ac d%250Ae::regression: 0.9 → 0.8. 100 %25%0A::error::x");
    }

    /// <summary>
    /// Two colons begin it, two end its properties, of which there is one; no control character is left to begin
    /// another line or to colour it.
    /// </summary>
    private static bool IsOneCommand(string line)
    {
        var title = line["::error title=".Length..line.IndexOf("::", 2, StringComparison.Ordinal)];
        return line.StartsWith("::error title=", StringComparison.Ordinal)
            && !title.Any(c => c is ':' or ',')
            && !line.Any(c => char.IsControl(c) || c is '\u202e' or '\u2028');
    }
}
