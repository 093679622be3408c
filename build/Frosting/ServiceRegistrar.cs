using Cake.Core.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>
/// Lets Cake's own module register its services with a <see cref="IServiceCollection"/>; every service is made once.
/// </summary>
internal sealed class ServiceRegistrar(IServiceCollection services) : ICakeContainerRegistrar
{
    public ICakeRegistrationBuilder RegisterType(Type type)
    {
        services.AddSingleton(type);
        return new Registration(services, type);
    }

    public ICakeRegistrationBuilder RegisterInstance<TImplementation>(TImplementation instance)
        where TImplementation : class
    {
        services.AddSingleton(instance);
        return new Registration(services, typeof(TImplementation));
    }

    private sealed class Registration(IServiceCollection services, Type implementation) : ICakeRegistrationBuilder
    {
        public ICakeRegistrationBuilder As(Type type)
        {
            services.AddSingleton(type, provider => provider.GetRequiredService(implementation));
            return this;
        }

        public ICakeRegistrationBuilder AsSelf() => this;

        public ICakeRegistrationBuilder Singleton() => this;

        public ICakeRegistrationBuilder Transient() =>
            throw new NotSupportedException(
                $"{implementation} is registered as transient; this host makes every service once."
            );
    }
}
