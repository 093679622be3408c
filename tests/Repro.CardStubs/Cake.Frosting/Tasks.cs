using Cake.Core;

namespace Cake.Frosting;

public interface IFrostingTask
{
    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    string SkippedMessage => throw null!;

    void OnError(Exception exception, ICakeContext context);

    void Finally(ICakeContext context);
}

public abstract class FrostingTask : FrostingTask<ICakeContext>;

public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    public virtual void Run(T context) => throw null!;

    public virtual bool ShouldRun(T context) => throw null!;

    public virtual void OnError(Exception exception, T context) => throw null!;

    public virtual void Finally(T context) => throw null!;

    Task IFrostingTask.RunAsync(ICakeContext context) => throw null!;

    bool IFrostingTask.ShouldRun(ICakeContext context) => throw null!;

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => throw null!;

    void IFrostingTask.Finally(ICakeContext context) => throw null!;
}

public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    public virtual Task RunAsync(T context) => throw null!;

    public virtual bool ShouldRun(T context) => throw null!;

    public virtual void OnError(Exception exception, T context) => throw null!;

    public virtual void Finally(T context) => throw null!;

    Task IFrostingTask.RunAsync(ICakeContext context) => throw null!;

    bool IFrostingTask.ShouldRun(ICakeContext context) => throw null!;

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => throw null!;

    void IFrostingTask.Finally(ICakeContext context) => throw null!;
}

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}

[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    public Type Task { get; } = type;
}

[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    public Type Task { get; } = type;
}

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
