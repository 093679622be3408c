using Repro.Files;
using Repro.Testing;

namespace Repro.Tests.Faults;

/// <summary>Files written atomically, by several processes at once and by some that were killed.</summary>
public sealed class SnapshotFaultTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Two_runs_that_write_one_file_each_leave_a_whole_one()
    {
        var path = temp.At("metrics.json");
        string[] texts = [.. Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 100_000))];
        Parallel.ForEach(
            texts,
            text =>
            {
                for (var i = 0; i < 20; i++)
                    SafeFile.WriteText(path, text);
            }
        );
        texts.Should().Contain(File.ReadAllText(path));
        Directory.GetFiles(temp.Root).Should().Equal(path);
    }

    [Fact]
    public void Two_runs_with_the_same_process_id_have_files_of_their_own_beside()
    {
        var path = temp.At("metrics.json");
        SafeFile.Write(
            path,
            outer =>
            {
                SafeFile.WriteText(path, "of one container");
                outer.Write("of another"u8);
            }
        );
        File.ReadAllText(path).Should().Be("of another");
    }

    [Fact]
    public void Sigkill_amid_writing_leaves_a_part_that_is_removed_when_the_file_is_written_an_hour_later()
    {
        var path = temp.At("metrics.json");
        string[] parts =
        [
            temp.Write("metrics.json.0123456789abcdef.part", [1]),
            temp.Write("metrics.json.4711.part", [1]),
        ];
        SafeFile.WriteText(path, "1");
        parts.Should().OnlyContain(part => File.Exists(part), "they may be being written");
        foreach (var part in parts)
            File.SetLastWriteTimeUtc(part, File.GetLastWriteTimeUtc(path) - TimeSpan.FromMinutes(61));
        SafeFile.WriteText(path, "2");
        Directory.GetFiles(temp.Root).Should().Equal(path);
    }

    [Fact]
    public void Two_runs_that_delete_a_folder_while_it_is_written_to_get_through()
    {
        var folder = temp.At("verdicts");
        Parallel.For(
            0,
            8,
            i =>
            {
                for (var n = 0; n < 20; n++)
                {
                    if (i % 2 == 0)
                        SafeFile.DeleteFolder(folder);
                    else
                        Directory.CreateDirectory(folder);
                }
            }
        );
        SafeFile.DeleteFolder(folder);
        Directory.Exists(folder).Should().BeFalse();
    }
}
