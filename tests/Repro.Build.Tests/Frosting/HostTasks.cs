using Cake.Core;
using Cake.Frosting;

namespace Repro.Build.Tests.Frosting;

/// <summary>What the tasks below did, in order.</summary>
public static class Diary
{
    public static List<string> Entries { get; } = [];
}

public sealed class HostTestsContext(ICakeContext context) : FrostingContext(context);

public sealed class HostTestsLifetime : FrostingLifetime<HostTestsContext>
{
    public override void Setup(HostTestsContext context, ISetupContext info) => Diary.Entries.Add("setup");

    public override void Teardown(HostTestsContext context, ITeardownContext info) =>
        Diary.Entries.Add($"teardown {info.ThrownException?.Message}".Trim());
}

[TaskName("First")]
public sealed class First : FrostingTask<HostTestsContext>
{
    public override void Run(HostTestsContext context) => Diary.Entries.Add("first");
}

[TaskName("Second")]
[IsDependentOn(typeof(First))]
public sealed class Second : AsyncFrostingTask<HostTestsContext>
{
    public override Task RunAsync(HostTestsContext context)
    {
        Diary.Entries.Add("second");
        return Task.CompletedTask;
    }
}

[TaskName("All")]
[IsDependentOn(typeof(Second))]
public sealed class All : FrostingTask<HostTestsContext>;

[TaskName("Early")]
[IsDependeeOf(typeof(Second))]
public sealed class Early : FrostingTask
{
    public override void Run(ICakeContext context) => Diary.Entries.Add("early");
}

[TaskName("Fails")]
public sealed class Fails : FrostingTask<HostTestsContext>
{
    public override void Run(HostTestsContext context) => throw new InvalidOperationException("it fails");

    public override void Finally(HostTestsContext context) => Diary.Entries.Add("finally");
}

[TaskName("Swallows")]
public sealed class Swallows : FrostingTask<HostTestsContext>
{
    public override void Run(HostTestsContext context) => throw new InvalidOperationException("it fails");

    public override void OnError(Exception exception, HostTestsContext context) =>
        Diary.Entries.Add($"on error {exception.Message}");
}

[TaskName("GoesOn")]
[ContinueOnError]
public sealed class GoesOn : FrostingTask<HostTestsContext>
{
    public override void Run(HostTestsContext context) => throw new InvalidOperationException("it fails");
}

[TaskName("Skipped")]
public sealed class Skipped : FrostingTask<HostTestsContext>
{
    public override bool ShouldRun(HostTestsContext context) => false;

    public override void Run(HostTestsContext context) => Diary.Entries.Add("skipped");
}

[TaskName("AfterSkipped")]
[IsDependentOn(typeof(Skipped))]
public sealed class AfterSkipped : FrostingTask<HostTestsContext>
{
    public override void Run(HostTestsContext context) => Diary.Entries.Add("after");
}
