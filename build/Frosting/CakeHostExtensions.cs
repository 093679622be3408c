using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What a build registers with its host, one clause each.</summary>
public static class CakeHostExtensions
{
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext =>
        host.ConfigureServices(services => services.AddSingleton<IFrostingContext, TContext>());

    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime =>
        host.ConfigureServices(services =>
            services
                .AddSingleton<IFrostingLifetime, TLifetime>()
                .AddSingleton<IFrostingSetup>(s => s.GetRequiredService<IFrostingLifetime>())
                .AddSingleton<IFrostingTeardown>(s => s.GetRequiredService<IFrostingLifetime>())
        );

    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        host.ConfigureServices(services => services.AddSingleton(new WorkingDirectory(path)));
}

/// <summary>The folder that relative paths and commands start from.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
