using System.Net;
using System.Net.Sockets;
using Clt.Serving.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clt.Serving.Live;

/// <summary>A live, read-only page of a runs folder, on this machine's loopback address alone.</summary>
public sealed class LivePage : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly RunsFolder _runs;

    private LivePage(WebApplication server, RunsFolder runs, Uri address) => (_server, _runs, Address) = (server, runs, address);

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Begins to serve.</summary>
    /// <param name="folder">The runs folder.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="cancel">Ends the beginning.</param>
    /// <exception cref="InputException">It is no folder of runs, or the port is in use.</exception>
    public static async Task<LivePage> Start(string folder, int port, CancellationToken cancel)
    {
        var runs = new RunsFolder(folder);
        // Neither settings files nor variables of the environment choose where it listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, port);
            k.AddServerHeader = false;
            k.Limits.MaxConcurrentConnections = 200;
            k.Limits.MaxRequestBodySize = 0;
        });
        var server = builder.Build();
        var routes = new Routes(runs, server.Lifetime.ApplicationStopping);
        server.Run(routes.Handle);
        try
        {
            await server.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await server.DisposeAsync();
            throw new InputException(
                $"port {port} cannot be listened on ({(e.InnerException ?? e).Message})",
                "--port",
                "Choose another, or 0 for one that is free; perhaps clt serve runs already.",
                e
            );
        }

        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new LivePage(server, runs, new Uri(address));
    }

    /// <summary>Where a study, or a cell of it, is shown.</summary>
    /// <exception cref="InputException">There is no such study or cell.</exception>
    public Uri Of(string study, string? cell)
    {
        var known = _runs.Study(study);
        var shown = cell is null ? "" : $"?cells={RunsFolder.Cell(known, cell)}";
        return new Uri($"{Address}#/{Uri.EscapeDataString(study)}/cells{shown}");
    }

    /// <summary>Serves until it is cancelled.</summary>
    public async Task Serve(CancellationToken cancel)
    {
        var ended = new TaskCompletionSource();
        await using (cancel.Register(ended.SetResult))
            await ended.Task;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
