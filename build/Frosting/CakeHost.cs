using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting;

/// <summary>
/// Runs the public tasks of an assembly on Cake's engine, under the names of the Cake.Frosting package. It replaces
/// that package: tasks, context and lifetime compile against either.
/// </summary>
public sealed class CakeHost
{
    private readonly ServiceCollection services = [];
    private readonly List<Assembly> assemblies = [Assembly.GetEntryAssembly()!];

    /// <summary>Also looks for tasks in <paramref name="assembly"/>.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        assemblies.Add(assembly);
        return this;
    }

    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(this.services);
        return this;
    }

    /// <summary>Runs what <paramref name="args"/> ask for.</summary>
    /// <returns>0, or 1 after an error, which is logged.</returns>
    public int Run(IEnumerable<string> args)
    {
        var arguments = HostArguments.Parse(args);
        using var provider = Provider(arguments);
        var log = provider.GetRequiredService<ICakeLog>();
        try
        {
            log.Verbosity = arguments.Verbosity;
            if (arguments.Version)
                provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            else
                FrostingEngine.Run(provider, arguments);
            return 0;
        }
        catch (Exception e)
        {
            return log.LogException(e);
        }
    }

    private ServiceProvider Provider(HostArguments arguments)
    {
        IServiceCollection all = new ServiceCollection();
        new CoreModule().Register(new ServiceRegistrar(all));
        all.AddSingleton<ICakeLog, CakeBuildLog>()
            .AddSingleton<IConsole, CakeConsole>()
            .AddSingleton<ICakeReportPrinter, CakeReportPrinter>()
            .AddSingleton(_ => AnsiConsole.Console)
            .AddSingleton<IVersionResolver, VersionResolver>()
            .AddSingleton<VersionFeature>()
            .AddSingleton<ICakeArguments>(new CakeArguments(arguments.All))
            .AddSingleton(Configuration)
            .AddSingleton<IFrostingContext, FrostingContext>();
        foreach (var service in services)
            all.Add(service);
        foreach (var task in assemblies.SelectMany(a => a.GetExportedTypes()).Where(IsTask).Distinct())
            all.AddSingleton(typeof(IFrostingTask), task);
        return all.BuildServiceProvider();
    }

    private static ICakeConfiguration Configuration(IServiceProvider provider)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        return new CakeConfigurationProvider(
            provider.GetRequiredService<IFileSystem>(),
            environment
        ).CreateConfiguration(environment.WorkingDirectory, new Dictionary<string, string>());
    }

    private static bool IsTask(Type type) =>
        typeof(IFrostingTask).IsAssignableFrom(type) && type is { IsClass: true, IsAbstract: false };
}
