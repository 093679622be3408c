namespace ReproBuild;

/// <summary>
/// What a test run leaves in <c>artifacts/test-results</c>: <c>NAME.trx</c> for .NET's tools, <c>NAME.junit.xml</c> for
/// everybody else's.
/// </summary>
public static class TestResults
{
    public static string[] Loggers(string name) =>
        [$"trx;LogFileName={name}.trx", $"junit;LogFileName={name}.junit.xml"];
}
