using Repro.Testing;

namespace Repro.Tests.Faults;

/// <summary>The table in <c>tests/README.md</c> is what the tests' names say.</summary>
public sealed class FaultTableTests
{
    private const string Begin = "<!-- faults: from the tests' names -->\n",
        End = "<!-- end of faults -->\n";

    private static readonly string Readme = Path.Combine(Repository.Root, "tests", "README.md"),
        Received = Path.Combine(Repository.Root, "tests", "README.received.md");

    [Fact]
    public void The_committed_table_is_the_one_that_the_names_give()
    {
        var committed = File.ReadAllText(Readme).ReplaceLineEndings("\n");
        var (begin, end) = (
            committed.IndexOf(Begin, StringComparison.Ordinal),
            committed.IndexOf(End, StringComparison.Ordinal)
        );
        begin.Should().BePositive().And.BeLessThan(end);
        var right = committed[..(begin + Begin.Length)] + FaultTable.Markdown() + committed[end..];
        File.Delete(Received);
        if (right == committed)
            return;
        File.WriteAllText(Received, right);
        Assert.Fail(
            "tests/README.md: its table of faults is not what the tests' names give. If they are right: cp "
                + "tests/README.received.md tests/README.md"
        );
    }

    [Fact]
    public void Every_fault_test_says_a_fault_first_in_a_place_that_there_is()
    {
        var tests = FaultTable.Tests();
        tests.Should().NotBeEmpty();
        tests
            .Where(test => FaultTable.FaultOf(test.Test) is null || !FaultTable.Places.Contains(test.Place))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Only_cells_without_tests_have_a_reason() =>
        Impossible
            .All.Where(cell =>
                FaultTable.Count(cell.Fault, cell.Place) > 0
                || !FaultTable.Faults.Contains(cell.Fault)
                || !FaultTable.Places.Contains(cell.Place)
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void A_cell_without_a_test_has_a_reason() =>
        FaultTable
            .Faults.SelectMany(_ => FaultTable.Places, (fault, place) => (fault, place))
            .Where(cell =>
                FaultTable.Count(cell.fault, cell.place) == 0 && Impossible.Why(cell.fault, cell.place) is null
            )
            .Should()
            .BeEmpty("such a fault can occur there");
}
