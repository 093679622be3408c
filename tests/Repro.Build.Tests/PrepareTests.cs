using Repro.Build.Tests.Testing;

namespace Repro.Build.Tests;

public sealed class PrepareTests : IDisposable
{
    private readonly BuiltClone clone = new();

    public void Dispose() => clone.Dispose();

    [Theory]
    [InlineData("rnn,cnn,cnn-glove", "; * of them in sample.32d")]
    [InlineData("rnn,cnn", "")]
    [InlineData("cnn-glove", "; * of them in sample.32d")]
    public void A_corpus_has_one_line_whoever_shares_it(string models, string vectors)
    {
        var run = clone.Run("--target=Prepare", "--exclusive", $"--models={models}");
        run.ExitCode.Should().Be(0, run.Output + run.Error);
        run.Output.Split('\n')
            .Where(line => line.StartsWith("sample:", StringComparison.Ordinal))
            .Should()
            .ContainSingle()
            .Which.TrimEnd()
            .Should()
            .Match($"sample: * reviews to train, * to validate, * to test; * vocabulary entries{vectors}");
    }
}
