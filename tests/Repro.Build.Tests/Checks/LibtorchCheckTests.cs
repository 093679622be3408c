using Repro.Build.Tests.Testing;
using Repro.Torch.Libtorch;
using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public sealed class LibtorchCheckTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Before_the_first_build_there_is_nothing_to_find_fault_with() =>
        Of().Should().BeEquivalentTo(new { State = CheckState.Note, Finding = "not built yet" });

    [Fact]
    public void Both_libraries_load_in_the_order_they_need_each_other()
    {
        Build();
        var loaded = new List<string>();
        Of(load: path =>
        {
            loaded.Add(Path.GetFileName(path));
            return null;
        })
            .State.Should()
            .Be(CheckState.Ok);
        loaded.Should().Equal(InstalledLibtorch.FileName("torch_cpu"), InstalledLibtorch.FileName("LibTorchSharp"));
    }

    [Fact]
    public void A_library_that_does_not_load_is_a_problem_with_the_loaders_words()
    {
        Build();
        var check = Of(load: _ => "libgomp.so.1: cannot open shared object file");
        check.State.Should().Be(CheckState.Problem);
        check
            .Finding.Should()
            .EndWith(
                $"{InstalledLibtorch.FileName("torch_cpu")} does not load: libgomp.so.1: cannot open shared object file"
            );
        check.Remedy.Should().Be("dotnet restore --force, then ./cake.sh --target=Build");
    }

    [Fact]
    public void A_package_cache_that_was_cleared_is_a_problem()
    {
        Build();
        Directory.Delete(folder.In("torch"), recursive: true);
        Of()
            .Should()
            .BeEquivalentTo(
                new
                {
                    State = CheckState.Problem,
                    Finding = $"{folder.In("torch")} has no {InstalledLibtorch.FileName("torch_cpu")}",
                }
            );
    }

    [Fact]
    public void A_PyTorch_without_libtorch_is_a_problem()
    {
        Build();
        var check = Of(installed: folder.In("nowhere"));
        check.State.Should().Be(CheckState.Problem);
        check.Finding.Should().StartWith("REPRO_LIBTORCH: ");
    }

    [Fact]
    public void Libtorch_beside_the_programs_needs_no_path()
    {
        Build();
        File.Delete(folder.In("native", "libtorch.path"));
        Of().Should().Be(Check.Ok("libtorch", "the packages' (cpu), beside each program"));
    }

    private void Build()
    {
        folder.Write($"native/{InstalledLibtorch.FileName("LibTorchSharp")}", "");
        folder.Write($"torch/{InstalledLibtorch.FileName("torch_cpu")}", "");
        folder.Write("native/libtorch.path", folder.In("torch") + "\n");
    }

    private Check Of(string? installed = null, Func<string, string?>? load = null) =>
        LibtorchCheck.Run(installed, folder.In("native"), "cpu", load ?? (_ => null), "./cake.sh");
}
