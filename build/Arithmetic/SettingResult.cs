using System.Globalization;
using System.Xml.Linq;
using Repro;
using Repro.Verdicts.Compare;

namespace ReproBuild.Arithmetic;

/// <summary>The result of one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Tests">Test counts from the result file; null if the setting is not available here.</param>
/// <param name="Sample">The verdict on the experiments; null if they were not trained under it.</param>
/// <param name="Moved">Experiments whose results are not bitwise equal to those of the unchanged setting.</param>
public sealed record SettingResult(ArithmeticSetting Setting, TestCounts? Tests, OverallVerdict? Sample, int Moved)
{
    /// <summary>Why it was left out; null if it ran.</summary>
    public string? Reason { get; init; }

    public bool IsRed =>
        Reason is null
        && (Tests is not { IsGreen: true } || (Sample is { } found && found.ExitCode != ExitCode.Success));
}

/// <summary>The counters of a test run.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed or did not finish.</param>
/// <param name="Ended">Whether the test runner exited with 0.</param>
public sealed record TestCounts(int Passed, int Failed, bool Ended)
{
    /// <summary>A run without tests is not green.</summary>
    public bool IsGreen => Ended && Failed == 0 && Passed > 0;

    /// <param name="trx">A result file; if it is missing or damaged, no tests are counted.</param>
    /// <param name="exitCode">Exit code of the test runner.</param>
    public static TestCounts Read(string trx, int exitCode)
    {
        try
        {
            var counters = XDocument.Load(trx).Descendants().First(e => e.Name.LocalName == "Counters");
            int Count(string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
            return new TestCounts(
                Count("passed"),
                Count("failed") + Count("error") + Count("timeout") + Count("aborted"),
                exitCode == 0
            );
        }
        catch (Exception e)
            when (e is IOException or System.Xml.XmlException or InvalidOperationException or FormatException)
        {
            return new TestCounts(0, 0, Ended: false);
        }
    }
}
