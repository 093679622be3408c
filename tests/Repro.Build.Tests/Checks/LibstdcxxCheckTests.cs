using Repro.Build.Tests.Native;
using Repro.Native;
using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public class LibstdcxxCheckTests
{
    [Theory]
    [InlineData(null, "not needed on this system")]
    [InlineData(Libstdcxx.Current, "has GLIBCXX_3.4.32; no patch needed")]
    [InlineData(Libstdcxx.Older, "older than GLIBCXX_3.4.32; the build patches LibTorchSharp for it")]
    public void Before_the_first_build_every_libstdcxx_will_do(Libstdcxx? host, string finding) =>
        Of(host, null).Should().Be(Check.Ok("libstdc++", finding));

    [Fact]
    public void A_host_without_one_is_a_problem() => Of(Libstdcxx.Missing, null).State.Should().Be(CheckState.Problem);

    [Fact]
    public void The_patch_is_found_in_the_built_file()
    {
        var mended = new TinyElf().Bytes();
        LibstdcxxCompatibility.Apply(mended);
        Of(Libstdcxx.Older, mended)
            .Should()
            .Be(Check.Ok("libstdc++", "older than GLIBCXX_3.4.32; LibTorchSharp is patched for it"));
    }

    [Fact]
    public void A_build_from_a_newer_host_is_a_problem_on_an_older_one()
    {
        var check = Of(Libstdcxx.Older, new TinyElf().Bytes());
        check.State.Should().Be(CheckState.Problem);
        check
            .Finding.Should()
            .Be("older than GLIBCXX_3.4.32, and built.so is not patched: it was built on another host");
        check.Remedy.Should().Be("Delete it, then ./cake.sh --target=Build");
    }

    [Fact]
    public void A_damaged_build_is_a_problem() =>
        Of(Libstdcxx.Older, [1, 2, 3]).Finding.Should().Be("built.so is damaged: it does not begin with an ELF header");

    private static Check Of(Libstdcxx? host, byte[]? built) => LibstdcxxCheck.Run(host, built, "built.so", "./cake.sh");
}
