using Cake.Core;

namespace Cake.Frosting;

/// <summary>A synchronous task that needs nothing but Cake's own context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;

/// <summary>A synchronous task.</summary>
/// <typeparam name="T">The context it reads.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>The work. A task that does not override it is an aggregate: it only gathers its dependencies.</summary>
    public virtual void Run(T context) { }

    public virtual bool ShouldRun(T context) => true;

    /// <summary>Called when <see cref="Run"/> throws. Returning from an override swallows the failure.</summary>
    public virtual void OnError(Exception exception, T context) { }

    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
