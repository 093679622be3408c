using System.Runtime.CompilerServices;
using Repro.Torch;

namespace SecondAssignment;

internal static class LibtorchSetup
{
    /// <summary>Binds libtorch before the first test, as every program that uses Repro.Torch must.</summary>
    [ModuleInitializer]
    internal static void Bind() =>
        Libtorch.Bind(AppContext.BaseDirectory, Environment.GetEnvironmentVariable("REPRO_LIBTORCH"));
}
