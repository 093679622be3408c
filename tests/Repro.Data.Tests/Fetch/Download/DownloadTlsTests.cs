using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Repro.Testing;

namespace Repro.Data.Tests.Fetch.Download;

/// <summary>What a server says of itself is not believed.</summary>
public sealed class DownloadTlsTests : IDisposable
{
    private readonly DownloadFixture download = new();

    public void Dispose() => download.Dispose();

    [Fact]
    public async Task A_certificate_that_no_authority_signed_is_refused_before_anything_is_asked()
    {
        using var certificate = SelfSigned();
        await using var server = await DownloadServer.StartAsync(certificate, Answer.File(download.File));
        server.Url.Scheme.Should().Be("https");
        await Failing(
            server,
            $"archive.tar.gz: {server.Url} is unreachable: The SSL connection could not be established*"
        );
        server.Requests.Should().BeEmpty();
        File.Exists(download.Path).Should().BeFalse();
    }

    [Fact]
    public async Task Escapes_in_a_refusal_do_not_reach_the_terminal()
    {
        await using var server = await DownloadServer.StartAsync(Answer.Refusal("\u001b[2J" + new string('x', 10_000)));
        (await Failing(server, "*answers 404 \ufffd[2Jxxx*…."))
            .Length.Should()
            .BeLessThan(1_000, "the answer has 10,000");
    }

    [Fact]
    public async Task Marks_that_turn_the_reading_direction_do_not_reach_the_terminal_from_a_redirect()
    {
        await using var server = await DownloadServer.StartAsync(
            Answer.Redirect("http://example.invalid/%E2%80%AEfdp.exe")
        );
        (await Failing(server, "*redirects to http://example.invalid/*, which is not https."))
            .Should()
            .NotContain("\u202e");
    }

    private async Task<string> Failing(DownloadServer server, string expected) =>
        (
            await FluentActions
                .Awaiting(() => download.SaveAsync(server))
                .Should()
                .ThrowAsync<ReproException>()
                .WithMessage(expected)
        )
            .Which
            .Message;

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
