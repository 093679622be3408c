using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Repro.Testing;

/// <summary>What servers do, the good and the bad.</summary>
internal static class Answer
{
    /// <summary>The file, or the part of it that a Range asks for while If-Range agrees.</summary>
    public static Func<HttpContext, Task> File(byte[] file, string? etag = null) =>
        async context =>
        {
            var from = From(context, etag);
            if (etag is not null)
                context.Response.Headers.ETag = etag;
            if (from > 0)
                Partial(context, from, file.Length, file.Length);
            context.Response.ContentLength = file.Length - from;
            await context.Response.Body.WriteAsync(file.AsMemory(from));
        };

    /// <summary>Claims the whole file, sends <paramref name="sent"/> bytes of what was asked and hangs up.</summary>
    public static Func<HttpContext, Task> Truncated(byte[] file, int sent, string? etag = null) =>
        async context =>
        {
            var from = From(context, etag);
            if (etag is not null)
                context.Response.Headers.ETag = etag;
            if (from > 0)
                Partial(context, from, file.Length, file.Length);
            context.Response.ContentLength = file.Length - from;
            await context.Response.Body.WriteAsync(file.AsMemory(from, sent));
            await context.Response.Body.FlushAsync();
            // Aborting at once may discard what is still on its way.
            await Task.Delay(20);
            context.Abort();
        };

    /// <summary>Sends <paramref name="sent"/> bytes and nothing more, without hanging up.</summary>
    public static Func<HttpContext, Task> Stalled(byte[] file, int sent) =>
        async context =>
        {
            context.Response.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(file.AsMemory(0, sent));
            await context.Response.Body.FlushAsync();
            await Silence(context);
        };

    /// <summary>Accepts the request and never answers.</summary>
    public static Func<HttpContext, Task> Silent() => Silence;

    /// <summary>Knows no ranges.</summary>
    public static Func<HttpContext, Task> IgnoringRange(byte[] file) =>
        async context =>
        {
            context.Response.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(file);
        };

    /// <summary>In chunks, so that no header says how much is coming.</summary>
    public static Func<HttpContext, Task> OfUnknownLength(byte[] body) =>
        async context => await context.Response.Body.WriteAsync(body);

    /// <summary>Another part than the one that was asked for.</summary>
    public static Func<HttpContext, Task> WrongPart(byte[] file, int from, int total) =>
        async context =>
        {
            Partial(context, from, file.Length, total);
            await context.Response.Body.WriteAsync(file.AsMemory(from));
        };

    /// <summary>Refuses, in words of its own.</summary>
    public static Func<HttpContext, Task> Refusal(string reason) =>
        context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = reason;
            return Task.CompletedTask;
        };

    public static Func<HttpContext, Task> Status(int status, string? retryAfter = null) =>
        context =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

    public static Func<HttpContext, Task> Redirect(string location) =>
        context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

    private static void Partial(HttpContext context, int from, int end, int total)
    {
        context.Response.StatusCode = StatusCodes.Status206PartialContent;
        context.Response.Headers.ContentRange = string.Create(
            CultureInfo.InvariantCulture,
            $"bytes {from}-{end - 1}/{total}"
        );
    }

    private static int From(HttpContext context, string? etag)
    {
        var condition = context.Request.Headers.IfRange;
        if (!StringValues.IsNullOrEmpty(condition) && condition != etag)
            return 0;
        var range = context.Request.Headers.Range.ToString();
        return range.Length == 0 ? 0 : int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
    }

    private static async Task Silence(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client gave up, as it should.
        }
    }
}
