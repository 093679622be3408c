namespace ReproBuild;

/// <summary>
/// Result files of a test run in <c>artifacts/test-results</c>: <c>NAME.trx</c> for .NET's tools, <c>NAME.junit.xml</c>
/// for other tools.
/// </summary>
public static class TestResults
{
    public static string[] Loggers(string name) =>
        [$"trx;LogFileName={name}.trx", $"junit;LogFileName={name}.junit.xml"];
}
