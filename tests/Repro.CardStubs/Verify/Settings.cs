namespace VerifyTests;

public class VerifySettings
{
    public void UseDirectory(string directory) => throw null!;

    public void UseFileName(string fileName) => throw null!;

    public void DisableDiff() => throw null!;
}

public static class VerifierSettings
{
    public static void UseUtf8NoBom() => throw null!;
}

public class SettingsTask
{
    private SettingsTask() { }

    public Task<VerifyResult> ToTask() => throw null!;
}

public class VerifyResult
{
    private VerifyResult() { }
}
