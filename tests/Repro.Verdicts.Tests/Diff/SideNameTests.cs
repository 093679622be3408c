using Repro.Experiments;
using Repro.Files;
using Repro.Testing;
using Repro.Verdicts.Diff;

namespace Repro.Verdicts.Tests.Diff;

public sealed class SideNameTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Words_are_sides()
    {
        Parse("baseline").Should().Be(SideName.Baseline);
        Parse("run").Should().Be(SideName.Run);
        Parse("seed-0")!.Seed.Should().Be(0);
        Parse("seed-4294967295")
            .Should()
            .Match<SideName>(side =>
                side.Kind == SideKind.Seed && side.Seed == 4_294_967_295 && side.Text == "seed-4294967295"
            );
        Parse("seed-007")!.Text.Should().Be("seed-7");
        Parse("corrected")
            .Should()
            .Match<SideName>(side => side.Kind == SideKind.Protocol && side.Protocol == ProtocolKind.Corrected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Baseline")]
    [InlineData("basline")]
    [InlineData("seed-")]
    [InlineData("seed--1")]
    [InlineData("seed-1.5")]
    [InlineData("seed-4294967296")]
    [InlineData("rnn.corrected")]
    [InlineData("nowhere")]
    [InlineData(".")]
    public void Anything_else_is_none(string text) => Parse(text).Should().BeNull();

    [Fact]
    public void A_folder_is_a_side_where_it_holds_a_spec()
    {
        var run = ToyRun.Of().Write(temp.At("runs"));
        var relative = Path.GetRelativePath(temp.Root, run.Root) + Path.DirectorySeparatorChar;
        Parse(relative)
            .Should()
            .Be(new SideName(SideKind.Folder, run.Root))
            .And.Match<SideName>(side => side.Label == "seed-1234");
        Parse(Path.GetDirectoryName(run.Root)!).Should().BeNull();
    }

    [Fact]
    public void A_word_is_never_read_as_a_folder()
    {
        SafeFile.WriteText(Path.Combine(temp.At("run"), "spec.json"), "{}");
        Parse("run").Should().Be(SideName.Run);
    }

    private SideName? Parse(string text) => SideName.Parse(text, temp.Root);
}
