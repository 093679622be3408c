using System.Text;
using CsCheck;
using Repro.Data.Cache;
using Repro.Testing;

namespace Repro.Data.Tests.Cache;

public sealed class CacheInventoryTests : IDisposable
{
    private readonly ToyCache cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public void What_was_just_written_is_whole()
    {
        cache
            .Check()
            .Select(file => (file.Path, file.State))
            .Should()
            .BeEquivalentTo(cache.Artefacts.Select(path => (path, CachedState.Whole)));
        cache.QuickScan().Should().BeEquivalentTo(cache.Check());
    }

    [Fact]
    public void A_cache_that_does_not_exist_holds_nothing() =>
        new CacheInventory(cache.Outside("nowhere"), ToyCache.Now, [], ToyRun.Program).Check().Should().BeEmpty();

    [Fact]
    public void One_flipped_bit_anywhere_is_noticed() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue])
            .Sample(
                (which, at) =>
                {
                    var path = cache.Artefacts[which];
                    var whole = File.ReadAllBytes(path);
                    var damaged = (byte[])whole.Clone();
                    damaged[at / 8 % whole.Length] ^= (byte)(1 << (at % 8));
                    File.WriteAllBytes(path, damaged);
                    var found = cache.Check().Single(file => file.Path == path);
                    File.WriteAllBytes(path, whole);

                    // A note is not digested: white space may differ, and a digest that no archive has is of no use.
                    return path == cache.Note
                        ? found.IsRemovable || Encoding.ASCII.GetString(damaged).Split('"').Length == 9
                        : found.State == CachedState.Damaged;
                },
                iter: 300,
                threads: 1
            );

    [Fact]
    public void A_truncated_file_is_damaged_however_short()
    {
        foreach (var path in cache.Artefacts)
        {
            var whole = File.ReadAllBytes(path);
            foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
            {
                File.WriteAllBytes(path, whole[..length]);
                cache
                    .Checked(path)
                    .State.Should()
                    .Be(CachedState.Damaged, "{0} bytes of {1} are left of {2}", length, whole.Length, path);
            }
        }
    }

    [Fact]
    public void A_prepared_file_under_anothers_name_is_damaged()
    {
        var other = Path.Combine(
            Path.GetDirectoryName(cache.Corpus)!,
            new string('0', 64) + Path.GetFileName(cache.Corpus)[64..]
        );
        File.Copy(cache.Corpus, other);
        cache
            .Checked(other)
            .Should()
            .BeEquivalentTo(new { State = CachedState.Damaged, Finding = "is a different file under this name" });
    }

    [Fact]
    public void At_a_glance_a_wrong_length_is_damage_and_a_wrong_bit_is_not_seen()
    {
        var bytes = File.ReadAllBytes(cache.Archive);
        bytes[0] ^= 1;
        File.WriteAllBytes(cache.Archive, bytes);
        cache.QuickScan().Should().OnlyContain(file => file.State == CachedState.Whole);
        File.WriteAllBytes(cache.Archive, bytes[1..]);
        cache
            .QuickScan()
            .Single(file => file.Path == cache.Archive)
            .Finding.Should()
            .Be($"{bytes.Length - 1} bytes instead of the expected {bytes.Length}");
    }

    [Fact]
    public void A_download_that_can_be_continued_is_kept_and_one_that_is_too_long_is_not()
    {
        var part = cache.Write($"archives/{ToyCache.Entry.Sha256}/toy.tar.gz.part", new byte[21]);
        var version = cache.Write($"archives/{ToyCache.Entry.Sha256}/toy.tar.gz.part.etag", [1]);
        cache.Checked(part).State.Should().Be(CachedState.Unfinished);
        cache.Checked(version).State.Should().Be(CachedState.Unfinished);
        File.WriteAllBytes(part, new byte[99]);
        cache.Checked(part).State.Should().Be(CachedState.Damaged);
        File.Delete(part);
        cache.Checked(version).State.Should().Be(CachedState.Stale);
    }

    [Fact]
    public void A_download_that_the_catalogue_no_longer_has_is_stale_only_where_its_folder_names_it()
    {
        var former = cache.Write(
            "archives/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824/old.zip",
            Encoding.ASCII.GetBytes("hello")
        );
        var unknown = cache.Write($"archives/{new string('0', 64)}/thesis.doc", [1]);
        cache.Checked(former).State.Should().Be(CachedState.Stale);
        cache.Checked(unknown).State.Should().Be(CachedState.Foreign);
    }

    [Fact]
    public void What_writing_left_behind_is_stale_after_an_hour()
    {
        var beside = cache.Write(Path.Combine("prepared", Path.GetFileName(cache.Corpus) + ".4711.part"), [1]);
        File.SetLastWriteTimeUtc(beside, ToyCache.Now.UtcDateTime.AddMinutes(-59));
        cache.Checked(beside).State.Should().Be(CachedState.Unfinished);
        File.SetLastWriteTimeUtc(beside, ToyCache.Now.UtcDateTime.AddMinutes(-61));
        cache.Checked(beside).State.Should().Be(CachedState.Stale);
    }

    [Theory]
    [InlineData("locks/box/core-0.lock")]
    [InlineData("locks/downloads/0.lock")]
    [InlineData("locks/box/core-0.lock.taking")]
    [InlineData("locks/box/core-0.lock.0123456789abcdef.part")]
    public void A_lock_that_nobody_touches_is_stale_after_an_hour(string path)
    {
        var file = cache.Write(path, [1]);
        File.SetLastWriteTimeUtc(file, ToyCache.Now.UtcDateTime.AddMinutes(-59));
        cache.Checked(file).State.Should().Be(CachedState.Unfinished);
        File.SetLastWriteTimeUtc(file, ToyCache.Now.UtcDateTime.AddMinutes(-61));
        cache.Checked(file).State.Should().Be(CachedState.Stale);
    }

    [Fact]
    public void A_note_of_a_content_that_no_archive_has_is_stale()
    {
        File.WriteAllText(
            cache.Note,
            File.ReadAllText(cache.Note).Replace(new string('c', 64), new string('e', 64), StringComparison.Ordinal)
        );
        cache.Checked(cache.Note).State.Should().Be(CachedState.Stale);
    }

    [Theory]
    [InlineData("thesis.doc")]
    [InlineData("prepared/thesis.corpus")]
    [InlineData("prepared/deeper/0.corpus")]
    [InlineData("contents/notes.json")]
    [InlineData("archives/thesis.doc")]
    [InlineData("archives/mine/toy.tar.gz")]
    [InlineData("prepared/thesis.doc.4711.part")]
    [InlineData("locks/box/thesis.doc")]
    public void A_foreign_file_is_foreign_wherever_it_lies(string path)
    {
        cache.Write(path, [1]);
        cache.Check().Where(file => file.State == CachedState.Foreign).Should().ContainSingle();
        cache.Check().Should().HaveCount(5);
    }

    [SkippableFact]
    public void A_link_is_not_followed_regardless_of_its_name()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        var elsewhere = cache.Outside("elsewhere");
        Directory.CreateDirectory(elsewhere);
        File.Move(cache.Corpus, Path.Combine(elsewhere, "damaged"));
        File.WriteAllBytes(Path.Combine(elsewhere, "damaged"), [1]);
        File.CreateSymbolicLink(cache.Corpus, Path.Combine(elsewhere, "damaged"));
        Directory.Delete(cache.At("contents"), recursive: true);
        Directory.CreateSymbolicLink(cache.At("contents"), elsewhere);
        Directory.CreateSymbolicLink(cache.At("prepared/loop"), cache.At("prepared"));

        cache
            .Check()
            .Where(file => file.State == CachedState.Foreign)
            .Select(file => file.Path)
            .Should()
            .BeEquivalentTo(cache.At("contents"), cache.Corpus, cache.At("prepared/loop"));
        cache.Clean();
        File.ReadAllBytes(Path.Combine(elsewhere, "damaged")).Should().Equal(1);
        File.Exists(cache.Corpus).Should().BeTrue("a link is left alone, too");
    }
}
