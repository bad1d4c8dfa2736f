using System.Diagnostics;

namespace Clt.Host;

/// <summary>Runs the .NET SDK's command line.</summary>
internal static class DotNet
{
    /// <summary>Runs it to its end and reports the lines that it prints, as they come.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">What stands behind <c>dotnet</c>.</param>
    /// <param name="report">Takes each line that is not empty.</param>
    /// <param name="cancel">Ends it, with what it started.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> Run(string folder, IEnumerable<string> arguments, Action<string> report, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // Servers that outlive a build keep its standard output open, and whoever reads that would wait for them.
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
                report(text);
        };
        process.BeginOutputReadLine();
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }
}
