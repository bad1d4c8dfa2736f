using System.CommandLine;
using System.Runtime.CompilerServices;
using Clt.Host.Output;
using Clt.Host.Serving;
using Clt.Serving.Live;

namespace Clt.Host.Verbs;

/// <summary><c>clt serve</c>: a live page of a runs folder, on this machine alone.</summary>
internal static class ServeVerb
{
    private const int UsualPort = 8420;
    private const int LastPort = 65535;

    public static Command Create()
    {
        var study = new Argument<string?>("study") { Description = "The study to open first.", Arity = ArgumentArity.ZeroOrOne };
        var cell = new Option<string?>("--cell")
        {
            Description = "With a study: the cell to open first, or the beginning of its name.",
            HelpName = "CELL",
        };
        var port = new Option<int>("--port")
        {
            Description = "The port; 0 takes one that is free.",
            HelpName = "N",
            DefaultValueFactory = _ => UsualPort,
        };
        var (runs, json) = (CommonOptions.Runs(), CommonOptions.Json());
        var verb = new Command(
            "serve",
            """
            Shows a runs folder in a browser while it fills: studies, cells with progress and time left, learning curves, predictions
            side by side, training data, logs. Read only, and on this machine alone (127.0.0.1); Ctrl-C ends it.

            Examples:
              clt serve
              clt serve quickstart
              clt serve guide/math --cell 3f2a9c --runs ~/runs --port 0
              ssh -L 8420:127.0.0.1:8420 HOST    # then open http://127.0.0.1:8420 here
            """
        )
        {
            study,
            cell,
            port,
            runs,
            json,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var chosen = parsed.GetValue(port);
                if (chosen is < 0 or > LastPort)
                    throw new InputException($"{chosen} is no port", "--port", $"Give one of 1 to {LastPort}, or 0 for one that is free.");
                if (parsed.GetValue(cell) is not null && parsed.GetValue(study) is null)
                    throw new InputException(
                        "a cell is named without its study",
                        "--cell",
                        "Name the study too: clt serve STUDY --cell CELL."
                    );
                AspNetCore.Register();
                await Serve(parsed.GetValue(runs)!, chosen, parsed.GetValue(study), parsed.GetValue(cell), parsed.GetValue(json), cancel);
                return ExitCode.Done;
            }
        );
        return verb;
    }

    /// <summary>By itself: the types that it names are not there before ASP.NET Core is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task Serve(string runs, int port, string? study, string? cell, bool json, CancellationToken cancel)
    {
        await using var page = await LivePage.Start(runs, port, cancel);
        var address = study is null ? page.Address : page.Of(study, cell);
        if (json)
            JsonText.Print(new { address = address.AbsoluteUri, runs = Path.GetFullPath(runs) });
        else
            Console.Out.WriteLine($"{runs} is shown at {address.AbsoluteUri} (read only, on this machine alone; Ctrl-C ends it)");
        await page.Serve(cancel);
    }
}
