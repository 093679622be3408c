using Repro.Files;
using Repro.Testing;
using Repro.Verdicts.Against;
using Repro.Verdicts.Compare;

namespace Repro.Verdicts.Tests.Against;

/// <summary>Everything by which a change could silence its own gate, one at a time.</summary>
public sealed class YardstickChangesTests : IDisposable
{
    private const string Tolerances = """
        {"tolerances":[
          {"profile":"sample","experiment":"*","quantity":"test.f1.global","better":"higher","absolute":0.01,"blocking":true},
          {"profile":"sample","experiment":"*","quantity":"test.loss","better":"lower","absolute":0.02,"blocking":true}
        ]}
        """;
    private const string Claims = """{"claims":[{"id":"C1","rule":"interval"},{"id":"C2","rule":"interval"}]}""";
    private const string Provenance = """{"runs":[{"seed":1,"values":{"test.f1.global":0.9}}]}""";

    private readonly TempFolder temp = new();

    public YardstickChangesTests()
    {
        foreach (var side in (string[])["other", "here"])
        {
            Write(side, "tolerances.json", Tolerances);
            Write(side, "notebook/claims.json", Claims);
            Write(side, "sample/cpu/rnn.as-written/provenance.json", Provenance);
        }
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_same_files_change_nothing() => Changes().Should().BeEmpty();

    [Theory]
    [InlineData(
        "tolerances.json",
        "\"absolute\":0.01,\"blocking\":true",
        "\"absolute\":0.01,\"blocking\":false",
        "tolerances.json: sample * test.f1.global: blocking true → false"
    )]
    [InlineData(
        "tolerances.json",
        "\"absolute\":0.01",
        "\"absolute\":0.5",
        "tolerances.json: sample * test.f1.global: absolute 0.01 → 0.5"
    )]
    [InlineData(
        "tolerances.json",
        "\"higher\"",
        "\"lower\"",
        "tolerances.json: sample * test.f1.global: better \"higher\" → \"lower\""
    )]
    [InlineData(
        "tolerances.json",
        "\"tolerances\":[",
        "\"tolerances\":[{\"profile\":\"*\",\"experiment\":\"*\",\"quantity\":\"*\",\"absolute\":9},",
        "tolerances.json: * * *: added"
    )]
    [InlineData("notebook/claims.json", ",{\"id\":\"C2\",\"rule\":\"interval\"}", "", "claims.json: C2: removed")]
    [InlineData(
        "sample/cpu/rnn.as-written/provenance.json",
        "0.9",
        "0.7",
        "sample/cpu/rnn.as-written: provenance.json changed"
    )]
    public void A_change_of_what_judges_is_named(string file, string from, string to, string expected)
    {
        var text = File.ReadAllText(temp.At($"here/{file}"));
        text.Should().Contain(from);
        Write("here", file, text.Replace(from, to, StringComparison.Ordinal));
        Changes().Should().Equal(expected);
    }

    [Fact]
    public void A_baseline_that_is_gone_is_named()
    {
        Directory.Delete(temp.At("here/sample"), recursive: true);
        Changes().Should().Equal("sample/cpu/rnn.as-written: provenance.json removed");
    }

    [Fact]
    public void What_the_others_yardstick_refuses_blocks_and_the_changed_yardstick_is_said_first()
    {
        var refused = new ExperimentVerdict(
            "sample",
            "rnn.as-written",
            1,
            "run",
            [new("rnn.as-written", "test.f1.global", 0.9, 0.7, 0.01, true, Verdict.Regression, "beyond")]
        );
        var found = new AgainstFindings(
            "abc123",
            Verdict.Within,
            ["tolerances.json: sample * test.f1.global: blocking true → false"],
            [refused],
            []
        );
        found.ExitCode.Should().Be(ExitCode.Regression);
        found
            .Sentence.Should()
            .Be(
                "regression: against abc123, this change moves its own yardstick in 1 place; by the yardstick of "
                    + "abc123, 1 experiment would not pass"
            );
    }

    private IReadOnlyList<string> Changes() => YardstickChanges.Between(temp.At("other"), temp.At("here"));

    private void Write(string side, string file, string text) => SafeFile.WriteText(temp.At($"{side}/{file}"), text);
}
