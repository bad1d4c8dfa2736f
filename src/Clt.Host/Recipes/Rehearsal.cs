using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Clt.Formats.Files;
using Clt.Running.Stopping;

namespace Clt.Host.Recipes;

/// <summary>
/// Makes a study that was never made before in a process of its own first: what ends a process without an exception (a stack that
/// overflows, <c>Environment.FailFast</c>, a crash of native code) ends that one, and is told. A recipe that came through is kept in mind
/// by its hash and settings, so that nothing is made twice again.
/// </summary>
internal static class Rehearsal
{
    /// <summary>The hidden verb of the other process.</summary>
    public const string Verb = "rehearse";

    private const int KeptLines = 40,
        ShownLines = 6,
        HeadLines = 3;

    // As shells number the end by SIGINT.
    private const int InterruptedBySignal = 130;
    private static readonly TimeSpan Hearing = TimeSpan.FromSeconds(1);
    private static bool _wanted;

    /// <summary>Nothing where the recipe came through before.</summary>
    /// <param name="key">The hash of the recipe, its compiler and its plugins.</param>
    /// <param name="options">The recipe and its settings.</param>
    /// <param name="report">Takes one-line messages on slow work.</param>
    /// <param name="cancel">Ends the other process too.</param>
    /// <exception cref="InputException">The other process was ended by the recipe or a plugin.</exception>
    /// <exception cref="OperationCanceledException">The user ended it.</exception>
    public static void Ensure(string key, SessionOptions options, Action<string> report, CancellationToken cancel)
    {
        if (!_wanted)
            return;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', options.Settings.Prepend(key)))))[
            ..32
        ];
        var kept = Path.Combine(CacheFolder.Path, "rehearsed", name);
        if (CacheFile.Read(kept) is not null)
            return;
        if (Run(options, report, cancel) is { } problem)
            throw new InputException([problem]);
        CacheFile.Keep(kept, "came through\n");
    }

    /// <summary>For the command itself: what loads the host as a library sees to its own process.</summary>
    public static void IsWanted() => _wanted = true;

    /// <summary>For rehearsals, ranks and workers, whose host has made the study already and sees how they end.</summary>
    public static void IsNotNeeded() => _wanted = false;

    private static Problem? Run(SessionOptions options, Action<string> report, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(HostProgram.Path, HostProgram.With([Verb, .. options.ToArguments()]))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A crash is told in a sentence: nobody reads the core.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Children.Start(start);
        using var stop = cancel.Register(() => Kill(process));
        process.StandardInput.Close();
        var last = new List<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
                report(text);
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text && last.Count < KeptLines)
                last.Add(text);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        // A terminal interrupts both: the other process may end before this one has heard of it.
        if (process.ExitCode is ExitCode.Interrupted or InterruptedBySignal)
            cancel.WaitHandle.WaitOne(Hearing);
        cancel.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? null : Told(process.ExitCode, last, options.Recipe);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static Problem Told(int code, List<string> said, string recipe)
    {
        var how = code > 128 ? $"was killed by signal {code - 128}" : $"ended with code {code}";
        var lines = said.Select(l => l.Trim()).Where(l => l.Length > 0 && !l.All(c => c == '-')).Distinct().ToList();
        var heads = lines.TakeWhile(l => !l.StartsWith("at ", StringComparison.Ordinal)).Take(HeadLines).ToList();
        var first = heads.Count == 0 ? "it said nothing" : string.Join(' ', heads).Replace("error: ", "", StringComparison.Ordinal);
        var frames = lines.Where(l => l.StartsWith("at ", StringComparison.Ordinal)).Take(ShownLines).ToList();
        return new Problem(
            $"the recipe or a plugin ended the process in which the study was made, which {how}: {first}",
            recipe,
            "Mend the code that the first lines name, or leave the plugin out."
        )
        {
            Excerpt = frames.Count > 0 ? string.Join('\n', frames.Select(f => $"  {f}")) : null,
        };
    }
}
