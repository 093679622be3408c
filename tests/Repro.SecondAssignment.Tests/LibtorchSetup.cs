using System.Runtime.CompilerServices;
using Repro.Torch.Libtorch;

namespace SecondAssignment;

internal static class LibtorchSetup
{
    /// <summary>Binds libtorch before the first test, as every program that uses Repro.Torch must.</summary>
    [ModuleInitializer]
    internal static void Bind() =>
        LibtorchLoader.Bind(AppContext.BaseDirectory, Environment.GetEnvironmentVariable("REPRO_LIBTORCH"));
}
