using Repro.Testing;
using Repro.Torch.Libtorch;
using TorchSharp;

namespace Repro.Torch.Tests.Libtorch;

public class LibtorchLoaderTests
{
    [Fact]
    public void A_gradient_flows_through_the_bound_libtorch()
    {
        using var x = torch.tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        using var y = (x * x).sum();
        y.backward();
        x.grad!.data<float>().ToArray().Should().Equal(2f, 4f, 6f);
    }

    [Fact]
    public void A_folder_without_libtorch_is_refused_with_the_remedy()
    {
        using var folder = new TempFolder();
        FluentActions
            .Invoking(() => InstalledLibtorch.FolderOf(folder.Root))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"REPRO_LIBTORCH: {folder.Root} has no {InstalledLibtorch.FileName("torch_cpu")}, *or unset it."
            )
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
    }

    [Fact]
    public void The_folder_of_a_PyTorch_is_found_from_above()
    {
        using var folder = new TempFolder();
        var lib = Directory.CreateDirectory(Path.Combine(folder.Root, "torch", "lib")).FullName;
        File.WriteAllText(Path.Combine(lib, InstalledLibtorch.FileName("torch_cpu")), "");
        InstalledLibtorch.FolderOf(folder.Root).Should().Be(lib);
    }

    [Fact]
    public void A_library_that_does_not_load_is_named_with_the_remedy()
    {
        using var folder = new TempFolder();
        var library = Path.Combine(folder.Root, InstalledLibtorch.FileName("c10"));
        File.WriteAllText(library, "no library");
        FluentActions
            .Invoking(() => LibtorchLoader.LoadAll(folder.Root, folder.Root))
            .Should()
            .Throw<LibtorchException>()
            .WithMessage(
                $"libtorch: {library} does not load on this host: *Name another installation in "
                    + "REPRO_LIBTORCH, or unset it."
            );
    }
}
