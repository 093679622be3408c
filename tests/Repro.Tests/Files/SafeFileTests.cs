using Repro.Files;
using Repro.Runs;
using Repro.Testing;

namespace Repro.Tests.Files;

public sealed class SafeFileTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_byte_order_mark_is_not_damage()
    {
        var path = temp.Write("a.json", [0xEF, 0xBB, 0xBF, .. """{ "values": { "a": 0.5 } }"""u8]);
        SafeFile.ReadJson<RunMetrics>(path).Values["a"].Should().Be(0.5);
    }

    [Fact]
    public void A_file_longer_than_any_of_ours_is_refused_before_it_is_read()
    {
        var path = temp.At("sparse.json");
        using (var sparse = File.Create(path))
            sparse.SetLength(10L << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(path, "", "it has 10,737,418,240 bytes, and the limit is 67,108,864.");
        // Reading any of it would take room for the 64 MiB that may be read.
        (GC.GetAllocatedBytesForCurrentThread() - before)
            .Should()
            .BeLessThan(1 << 20);
    }

    [Theory]
    [InlineData("""{ "values": { "a": 1e999 } }""", "A number is too large for its type.")]
    [InlineData("""{ "values": { "a": "1" } }""", "*could not be converted*")]
    [InlineData("""{ "values": { "a": 1, "a": 2 } }""", "*Duplicate*")]
    [InlineData("""{ "values": {}, "\u001b[2J\u202e": 0 }""", "*\ufffd[2J\ufffd*")]
    [InlineData("null", "the file contains null.")]
    [InlineData("", "*")]
    public void What_is_wrong_is_reported_and_cannot_steer_the_terminal(string json, string why) =>
        Refused(temp.Write("a.json", System.Text.Encoding.UTF8.GetBytes(json)), ", line 1", why);

    [Fact]
    public void The_line_is_reported_and_the_place_within_it_is_not_in_the_serializers_words()
    {
        var path = temp.Write("a.json", "{\n  \"values\": {\n    \"a\": true\n  }\n}\n"u8.ToArray());
        FluentActions
            .Invoking(() => SafeFile.ReadJson<RunMetrics>(path))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"{path}, line 3: not readable as RunMetrics: *could not be converted to System.Double. Delete it*"
            );
    }

    [Fact]
    public void A_file_that_is_missing_is_not_to_be_deleted()
    {
        FluentActions
            .Invoking(() => SafeFile.ReadJson<RunMetrics>(temp.At("none.json")))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{temp.At("none.json")}: missing. Run the target that writes it.")
            .Which.ExitCode.Should()
            .Be(ExitCode.InputMissing);
        FluentActions
            .Invoking(() => SafeFile.ReadCommittedJson<RunMetrics>(temp.At("none.json")))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{temp.At("none.json")}: missing. Restore it from version control.");
    }

    [Fact]
    public void What_would_be_too_long_to_read_is_not_written()
    {
        var path = temp.At("a.json");
        SafeFile.WriteJson(path, "good");
        FluentActions
            .Invoking(() => SafeFile.WriteJson(path, new string('x', (64 << 20) - 2)))
            .Should()
            .Throw<ReproException>()
            .WithMessage($"{path}: not written: it would have 67,108,865 bytes, and the limit is 67,108,864.*")
            .Which.ExitCode.Should()
            .Be(ExitCode.ToolFailure);
        SafeFile.ReadJson<string>(path).Should().Be("good");
        SafeFile.WriteJson(path, new string('x', (64 << 20) - 3));
        SafeFile.ReadJson<string>(path).Length.Should().Be((64 << 20) - 3);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Refused(temp.Write("a.json", [.. Enumerable.Repeat((byte)'[', 1_000_000)]), ", line 1", "*");

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Refused(temp.Write("a.json", [.. """{ "values": { "a"""u8, 0xFF, .. "\": 1 } }"u8]), ", line 1", "*");

    private static void Refused(string path, string line, string why)
    {
        var message = FluentActions
            .Invoking(() => SafeFile.ReadJson<RunMetrics>(path))
            .Should()
            .Throw<ReproException>()
            .WithMessage(
                $"{path}{line}: not readable as RunMetrics: {why}*Delete it and run the target that writes it again."
            );
        message.Which.ExitCode.Should().Be(ExitCode.InputMissing);
        message
            .Which.Message.Should()
            .NotContainAny("\u001b", "\u202e")
            .And.Match(m => m.Length < 2_000, "it is a few lines");
    }
}
