using Repro.Fuzz;
using Repro.Testing;

namespace Repro.Tests.Hostile;

/// <summary>
/// Every input that fuzzing found worth keeping (tests/Repro.Fuzz), and every one that once brought a reader down.
/// </summary>
public class FuzzCorpusTests
{
    private static readonly string Corpus = Path.Combine(Repository.Tests, "Repro.Fuzz", "corpus");

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_is_read_or_refused_by_name(string name)
    {
        var outcomes = Inputs(name).ToDictionary(file => Path.GetFileName(file), file => Outcome(name, file));
        outcomes
            .Values.Should()
            .OnlyContain(
                outcome =>
                    outcome == "read" || outcome == nameof(ExitCode.InputMissing) || outcome == nameof(ExitCode.Usage),
                string.Join("\n", outcomes.Where(o => o.Value.Length > 20))
            );
        outcomes.Values.Distinct().Should().HaveCountGreaterThan(1, "a target that reads all or nothing tests nothing");
    }

    [Fact]
    public void Every_folder_of_inputs_is_some_targets() =>
        Directory
            .GetDirectories(Corpus)
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo(FuzzTarget.All.Select(target => target.Name));

    private static IEnumerable<string> Inputs(string name) =>
        Directory.EnumerateFiles(Path.Combine(Corpus, name)).Order(StringComparer.Ordinal);

    private static string Outcome(string name, string file)
    {
        try
        {
            return Oracle.Outcome(FuzzTarget.Find(name), File.ReadAllBytes(file))?.ToString() ?? "read";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }
}
