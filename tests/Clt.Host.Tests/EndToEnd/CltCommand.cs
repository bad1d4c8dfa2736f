using System.Diagnostics;
using System.Text;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Runs the real command, <c>./clt</c>, in a folder of its own.</summary>
public sealed class CltCommand : IDisposable
{
    public CltCommand() => Directory.CreateDirectory(Folder);

    /// <summary>The working folder; gone after the test.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "clt-e2e-" + Path.GetRandomFileName());

    /// <summary>Further variables of the command's environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Writes a file into the folder and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What is started: the script at the root, or the executable that it starts.</summary>
    public string Program { get; init; } = Path.Combine(RepositoryRoot.Folder, "clt");

    /// <summary>Runs to the end.</summary>
    public CltResult Run(params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(arguments);
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"clt {string.Join(' ', arguments)} did not end in 5 minutes: {error}");
        }

        process.WaitForExit();
        return new CltResult(process.ExitCode, output.ToString().TrimEnd(), error.ToString().TrimEnd(), clock.Elapsed);
    }

    /// <summary>Starts and returns at once; both outputs are redirected.</summary>
    public Process Start(params string[] arguments)
    {
        // A background job of a shell ignores SIGINT, and what it starts inherits that: the tests' own signals must arrive.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Program, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // A cache of its own for what recipes compile to and for rates, so that tests neither see nor change the user's.
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        // A worker that is still ending may write once more.
        for (var i = 0; Directory.Exists(Folder); i++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
            }
            catch (IOException) when (i < 20)
            {
                Thread.Sleep(250);
            }
        }
    }
}
