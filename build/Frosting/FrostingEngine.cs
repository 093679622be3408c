using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting;

/// <summary>Registers tasks and lifetime with Cake's engine and runs the targets asked for.</summary>
internal static class FrostingEngine
{
    public static void Run(IServiceProvider provider, HostArguments arguments)
    {
        if (provider.GetService<WorkingDirectory>() is { } directory)
            provider.GetRequiredService<ICakeEnvironment>().WorkingDirectory = directory.Path;
        var engine = provider.GetRequiredService<ICakeEngine>();
        var context = provider.GetRequiredService<IFrostingContext>();
        foreach (var task in provider.GetServices<IFrostingTask>())
            Register(engine, task, context);
        if (provider.GetService<IFrostingSetup>() is { } setup)
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (provider.GetService<IFrostingTeardown>() is { } teardown)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));

        var host = Host(provider, engine, context, arguments);
        if (arguments.Exclusive)
            host.Settings.UseExclusiveTarget();
        host.RunTargets(arguments.Targets);
    }

    private static ScriptHost Host(
        IServiceProvider provider,
        ICakeEngine engine,
        IFrostingContext context,
        HostArguments arguments
    )
    {
        var log = provider.GetRequiredService<ICakeLog>();
        return arguments switch
        {
            { DryRun: true } => new DryRunScriptHost<IFrostingContext>(engine, context, log),
            { Tree: true } => new TreeScriptHost(engine, context, provider.GetRequiredService<IConsole>()),
            { Description: true } => new DescriptionScriptHost(
                engine,
                context,
                provider.GetRequiredService<IAnsiConsole>()
            ),
            _ => ActivatorUtilities.CreateInstance<BuildScriptHost<IFrostingContext>>(provider, context),
        };
    }

    private static void Register(ICakeEngine engine, IFrostingTask task, IFrostingContext context)
    {
        var type = task.GetType();
        var registered = engine.RegisterTask(NameOf(type));
        if (type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
            registered.Description(description.Description);
        if (Overrides(type, nameof(FrostingTask.Run)) || Overrides(type, nameof(AsyncFrostingTask.RunAsync)))
            registered.Does(task.RunAsync);
        if (Overrides(type, nameof(FrostingTask.ShouldRun)))
            registered.WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (Overrides(type, nameof(FrostingTask.OnError)))
            registered.OnError(e => task.OnError(e, context));
        if (Overrides(type, nameof(FrostingTask.Finally)))
            registered.Finally(() => task.Finally(context));
        if (type.IsDefined(typeof(ContinueOnErrorAttribute)))
            registered.ContinueOnError();
        foreach (var other in type.GetCustomAttributes<IsDependentOnAttribute>())
            registered.IsDependentOn(NameOf(other.Task));
        foreach (var other in type.GetCustomAttributes<IsDependeeOfAttribute>())
            registered.IsDependeeOf(NameOf(other.Task));
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    /// <summary>
    /// Whether <paramref name="type"/> itself gives the method a body; those of the base classes do nothing.
    /// </summary>
    private static bool Overrides(Type type, string method) =>
        type.GetMethods().Any(m => m.Name == method && m.GetBaseDefinition().DeclaringType != m.DeclaringType);
}
