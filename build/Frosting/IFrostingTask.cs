using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work that the host registers with Cake's engine.</summary>
public interface IFrostingTask
{
    /// <summary>Why the task was skipped, where <see cref="ShouldRun"/> said no.</summary>
    string SkippedMessage => string.Empty;

    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    void OnError(Exception exception, ICakeContext context);

    void Finally(ICakeContext context);
}
