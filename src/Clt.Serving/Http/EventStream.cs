using Microsoft.AspNetCore.Http;

namespace Clt.Serving.Http;

/// <summary>Server-sent events of one connection.</summary>
internal sealed class EventStream
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private readonly HttpResponse _response;
    private readonly CancellationToken _cancel;
    private long _last = Environment.TickCount64;

    private EventStream(HttpResponse response, CancellationToken cancel) => (_response, _cancel) = (response, cancel);

    /// <summary>Begins one.</summary>
    public static async Task<EventStream> Begin(HttpContext context, CancellationToken cancel)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        await context.Response.WriteAsync("retry: 2000\n\n", cancel);
        await context.Response.Body.FlushAsync(cancel);
        return new EventStream(context.Response, cancel);
    }

    /// <summary>Sends an event; the value is a line of JSON.</summary>
    public Task Send<T>(string name, T value) => Write($"event: {name}\ndata: {Answer.Json(value)}\n\n");

    /// <summary>Says now and then that the connection lives.</summary>
    public Task Beat() => Environment.TickCount64 - _last < Silence.TotalMilliseconds ? Task.CompletedTask : Write(": still here\n\n");

    private async Task Write(string text)
    {
        _last = Environment.TickCount64;
        await _response.WriteAsync(text, _cancel);
        await _response.Body.FlushAsync(_cancel);
    }
}
