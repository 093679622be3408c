using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Repro.Testing;

/// <summary>What a request asked for.</summary>
internal sealed record Asked(string Path, string Range, string IfRange);

/// <summary>
/// A real HTTP server on loopback. The nth request gets the nth answer; the last answer is for all that follow.
/// </summary>
internal sealed class DownloadServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Func<HttpContext, Task>[] answers;
    private readonly List<Asked> asked = [];

    private DownloadServer(Func<HttpContext, Task>[] answers, X509Certificate2? certificate)
    {
        this.answers = answers;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(
                    IPAddress.Loopback,
                    0,
                    listen =>
                    {
                        if (certificate is not null)
                            listen.UseHttps(certificate);
                    }
                )
            );
        application = builder.Build();
        application.Run(AnswerAsync);
    }

    public IReadOnlyList<Asked> Requests
    {
        get
        {
            lock (asked)
                return [.. asked];
        }
    }

    public Uri Url => new(Address() + "/archive.tar.gz");

    public static Task<DownloadServer> StartAsync(params Func<HttpContext, Task>[] answers) =>
        StartAsync(certificate: null, answers);

    /// <param name="certificate">What the server shows; null for plain HTTP.</param>
    public static async Task<DownloadServer> StartAsync(
        X509Certificate2? certificate,
        params Func<HttpContext, Task>[] answers
    )
    {
        var server = new DownloadServer(answers, certificate);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Returns once that many requests have arrived.</summary>
    public async Task RequestedAsync(int count)
    {
        while (Requests.Count < count)
            await Task.Delay(2);
    }

    public async ValueTask DisposeAsync()
    {
        // A stalled answer would hold an orderly stop for its full grace.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
    }

    private string Address() =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private Task AnswerAsync(HttpContext context)
    {
        int number;
        lock (asked)
        {
            number = asked.Count;
            asked.Add(
                new Asked(
                    context.Request.Path,
                    context.Request.Headers.Range.ToString(),
                    context.Request.Headers.IfRange.ToString()
                )
            );
        }

        return answers[Math.Min(number, answers.Length - 1)](context);
    }
}
