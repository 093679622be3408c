using System.Reflection;
using Cake.Frosting;

namespace ReproBuild;

/// <summary>A target of the build, as declared by its task class.</summary>
/// <param name="Task">The class.</param>
/// <param name="Name">Name of the class, and of the target.</param>
/// <param name="Description">One sentence.</param>
public sealed record Target(Type Task, string Name, string Description)
{
    /// <summary>All targets, in ordinal order of their names.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        .. typeof(Target)
            .Assembly.GetExportedTypes()
            .Where(t => typeof(IFrostingTask).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false })
            .Select(t => new Target(
                t,
                t.GetCustomAttribute<TaskNameAttribute>()!.Name,
                t.GetCustomAttribute<TaskDescriptionAttribute>()!.Description
            ))
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    public IReadOnlyList<Type> Dependencies =>
        [.. Task.GetCustomAttributes<IsDependentOnAttribute>().Select(a => a.Task)];

    /// <summary>
    /// Whether a target of this name is a stage of the pipeline and therefore starts with the run header.
    /// </summary>
    public static bool IsStage(string name) =>
        All.Any(t => t.Name == name && t.Task.Namespace!.EndsWith(".Pipeline", StringComparison.Ordinal));
}
