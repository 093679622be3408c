namespace Repro.Torch.Tests.Testing;

/// <summary>
/// For tests that seed libtorch's generator, count its tensors or set its threads: these belong to the whole process,
/// so nothing may run beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LibtorchGroup
{
    public const string Name = "libtorch";
}
