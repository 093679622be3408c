using System.Runtime.CompilerServices;
using VerifyTests;

namespace VerifyXunit;

public static class Verifier
{
    public static SettingsTask Verify(
        string? target,
        VerifySettings? settings = null,
        [CallerFilePath] string sourceFile = ""
    ) => throw null!;
}
