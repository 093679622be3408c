using Repro.Build.Tests.Testing;
using Repro.Data.Fetch;
using Repro.Data.Fetch.Archives;
using ReproBuild.Checks;

namespace Repro.Build.Tests.Checks;

public sealed class SourceCheckTests : IDisposable
{
    private static readonly CatalogueEntry[] Both = [Catalogue.AclImdb, Catalogue.Glove6B];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_mirror_with_a_file_for_each_archive_is_fine()
    {
        folder.Write("aclImdb_labeled.tar.gz", "");
        folder.Write("glove.6B.100d.zip", "");
        SourceCheck
            .Mirror(folder.Root, Both)
            .Should()
            .Be(Check.Ok("mirror", $"{folder.Root} has files for aclImdb_v1 and glove.6B"));
    }

    [Fact]
    public void What_a_mirror_lacks_is_named()
    {
        folder.Write("aclImdb_v1.tar.gz", "");
        SourceCheck
            .Mirror(folder.Root, Both)
            .Should()
            .BeEquivalentTo(new { State = CheckState.Note, Finding = $"{folder.Root} has no glove.6B.zip" });
    }

    [Fact]
    public void A_mirror_that_does_not_exist_is_a_problem_and_none_is_not()
    {
        SourceCheck.Mirror(folder.In("nowhere"), []).State.Should().Be(CheckState.Problem);
        SourceCheck.Mirror(null, Both).State.Should().Be(CheckState.Ok);
    }

    [Fact]
    public async Task Every_official_host_is_asked_once()
    {
        var asked = new List<string>();
        var checks = await HostsAsync(
            Both,
            Both,
            address =>
            {
                asked.Add(address.Host);
                return null;
            }
        );
        asked.Should().Equal("ai.stanford.edu", "nlp.stanford.edu");
        checks.Should().Equal(Check.Ok("ai.stanford.edu", "answers"), Check.Ok("nlp.stanford.edu", "answers"));
    }

    [Fact]
    public async Task A_host_out_of_reach_is_a_problem_only_where_its_archive_is_nowhere_else()
    {
        var checks = await HostsAsync(Both, [Catalogue.Glove6B], _ => "does not answer within 3 s");
        checks.Select(c => c.State).Should().Equal(CheckState.Note, CheckState.Problem);
        checks[0].Finding.Should().Be("does not answer within 3 s; mirror or cache have what it offers");
        checks[1].Finding.Should().Be("does not answer within 3 s, and neither mirror nor cache has glove.6B.zip");
        checks[1].Remedy.Should().StartWith("Name a folder that has the archives with --data-mirror=DIR");
    }

    [Fact]
    public async Task The_sample_needs_no_host() =>
        (await HostsAsync([], [], _ => "is out of reach"))
            .Should()
            .OnlyContain(c =>
                c.State == CheckState.Note && c.Finding == "is out of reach; the requested runs do not need it"
            );

    [Fact]
    public async Task A_host_that_never_answers_is_not_waited_for()
    {
        // A port of this machine that accepts and says nothing.
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var address = new Uri($"http://{silent.LocalEndpoint}/");
        (await HostProbe.AskAsync(address, TimeProvider.System, TimeSpan.FromMilliseconds(200), default))
            .Should()
            .Be("does not answer within 0.2 s");
        silent.Stop();
        (await HostProbe.AskAsync(address, TimeProvider.System, TimeSpan.FromSeconds(30), default))
            .Should()
            .StartWith("is unreachable: ");
    }

    private static Task<IReadOnlyList<Check>> HostsAsync(
        IReadOnlyList<CatalogueEntry> needed,
        IReadOnlyList<CatalogueEntry> missing,
        Func<Uri, string?> ask
    ) => SourceCheck.HostsAsync(needed, missing, (address, _) => Task.FromResult(ask(address)), default);
}
