using System.Reflection;
using Cake.Core;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

public sealed class CakeHost
{
    public CakeHost AddAssembly(Assembly assembly) => throw null!;

    public CakeHost ConfigureServices(Action<IServiceCollection> services) => throw null!;

    public int Run(IEnumerable<string> args) => throw null!;
}

public static class CakeHostExtensions
{
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext => throw null!;

    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime => throw null!;

    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) => throw null!;
}

public interface IFrostingContext : ICakeContext;

public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;

public interface IFrostingSetup
{
    void Setup(ICakeContext context, ISetupContext info);
}

public interface IFrostingTeardown
{
    void Teardown(ICakeContext context, ITeardownContext info);
}

public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;

public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ISetupContext info);

    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => throw null!;

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => throw null!;
}
