using System.Text.RegularExpressions;
using Repro.Testing;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Report;

/// <summary>
/// Words, labels, reasons, machines, paths and file names are untrusted; in no report are they anything but text.
/// </summary>
public sealed partial class HostileReportTests : IDisposable
{
    private static readonly string[] Allowed =
    [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "h1",
        "h2",
        "h3",
        "p",
        "strong",
        "nav",
        "a",
        "main",
        "section",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
        "details",
        "summary",
        "ul",
        "li",
        "figure",
        "figcaption",
        "svg",
        "g",
        "line",
        "path",
        "polyline",
        "polygon",
        "rect",
        "circle",
        "text",
        "desc",
        "caption",
        "small",
        "br",
        "em",
        "code",
    ];

    private readonly ToyReport toy = new();

    public void Dispose() => toy.Dispose();

    public static TheoryData<string> Foreign =>
        [
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</title></style></svg><iframe src=\"https://example.invalid\">",
            "<!-- ",
            "]]>",
            "&lt;script&gt;",
            "[x](javascript:alert(1))",
            "![x](https://example.invalid/x.png)",
            "|---|\n# heading\n```",
            "\\|\\<b>",
            "\u001b[2J\u001b]0;x\u0007",
            "\u202egnp.exe\u2066",
            "\u2028x\u2029",
            "\r\n::error::x",
            "${{ secrets.X }}",
            "\0",
        ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Untrusted_text_is_text_on_the_page_in_the_summary_and_on_the_console(string text)
    {
        Plant(text);
        var console = toy.Write();
        var (page, summary) = (toy.Read("index.html"), toy.Read("summary.md"));

        foreach (var written in new[] { console, page, summary })
            written.Should().NotMatchRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}-[\n]]", "it reaches a terminal, too");
        Tags(page).Select(tag => tag.Name).Distinct().Should().BeSubsetOf(Allowed);
        Tags(page)
            .Where(tag => Handler().IsMatch(tag.Attributes) || Elsewhere().IsMatch(tag.Attributes))
            .Should()
            .BeEmpty();
        MarkupInMarkdown().Matches(summary).Select(match => match.Value).Should().BeEmpty();
        console.Should().NotMatchRegex("(?m)^::", "a runner takes such a line for a command");
    }

    /// <summary>The checks above detect what they should.</summary>
    [Fact]
    public void Markup_that_got_through_would_be_seen()
    {
        Tags("<p class=\"a>b\" onclick=\"x\">1 < 2</p><script src=x>")
            .Select(tag => tag.Name)
            .Should()
            .Equal("p", "p", "script");
        Handler().IsMatch(" class=\"a\" onclick=\"x\"").Should().BeTrue();
        Elsewhere().IsMatch(" href=\"https://example.invalid\"").Should().BeTrue();
        Elsewhere().IsMatch(" href=\"javascript:x\"").Should().BeTrue();
        MarkupInMarkdown()
            .Matches("| <b> | [x](y) | \\<b\\> <details>")
            .Select(match => match.Value)
            .Should()
            .Equal("<", "](");
    }

    private void Plant(string text)
    {
        var run = toy.Runs["rnn.corrected"];
        ToyRun.Edit(
            run.Attributions,
            a =>
            {
                a["rows"]![0]!["true-label"] = text;
                a["rows"]![0]!["words"]![1]!["word"] = text;
            }
        );
        ToyRun.Edit(run.Manifest, m => m["environment"]!["cpu"] = text);
        File.WriteAllText(
            Path.Combine(run.Root, string.Concat(text.Select(c => c is '/' or '\0' ? '_' : c)) + ".json"),
            "{}"
        );
        ToyRun.Edit(
            VerdictFiles.PathOf(toy.Folders.Verdicts, toy.Profile, "rnn.corrected"),
            v =>
            {
                v["run"] = text;
                var comparison = v["comparisons"]![0]!.DeepClone();
                (comparison["quantity"], comparison["because"], comparison["verdict"], comparison["blocking"]) = (
                    text,
                    text,
                    "regression",
                    true
                );
                v["comparisons"]!.AsArray().Add(comparison);
            }
        );
    }

    private static List<(string Name, string Attributes)> Tags(string page) =>
        [.. Tag().Matches(page).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    [GeneratedRegex("""</?([!A-Za-z][^\s>/]*)((?:[^>"]|"[^"]*")*)>""")]
    private static partial Regex Tag();

    [GeneratedRegex("""(?:^|[\s"])on\w+\s*=""")]
    private static partial Regex Handler();

    [GeneratedRegex("""\b(href|src|action|data|srcset)\s*=\s*"?\s*([A-Za-z][A-Za-z0-9+.-]*:|//)""")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"(?<!\\)<(?!/?(details|summary)>)|(?<!\\)\]\(")]
    private static partial Regex MarkupInMarkdown();
}
