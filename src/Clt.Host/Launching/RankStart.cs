using System.Diagnostics;
using System.Globalization;
using System.Text;
using Clt.Engine.Distributed;
using Clt.Kernels.Collectives.Mpi;
using Clt.Running.Stopping;

namespace Clt.Host.Launching;

/// <summary>
/// The process that starts ranks on this machine: <c>mpirun</c>, or a shell for a single one. Each rank runs under a shell that writes its
/// output and its exit code into files of a folder, since <c>mpirun</c> mixes the output of ranks, tells one exit code of all, and hands
/// its input to one.
/// </summary>
internal sealed class RankStart : IDisposable
{
    /// <summary>
    /// What the shell does. It ends with 0, or <c>mpirun</c> would end the others before they could save; when a process leaves MPI without
    /// a word it ends them anyway.
    /// </summary>
    private const string Script = $"""
        export {RankEnvironment.RankVariable}=$OMPI_COMM_WORLD_RANK
        here="${RankEnvironment.MeetingVariable}/${RankEnvironment.RankVariable}"
        exec 2>/dev/null
        (exec "$@" <"${RankEnvironment.MeetingVariable}/{RankInput.File}" >"$here{RankProcess.Output}" 2>"$here{RankProcess.Error}")
        echo $? >"$here.new"
        mv "$here.new" "$here{RankProcess.End}"
        """;

    private const string Shell = "/bin/sh";

    /// <summary>
    /// In a session of its own: Ctrl-C, which the terminal sends to all, would have <c>mpirun</c> end the ranks before they can save.
    /// </summary>
    private const string Session = "setsid";

    private readonly Process _process;
    private readonly RankInput _input;
    private readonly StringBuilder _said = new();

    /// <param name="ranks">How many.</param>
    /// <param name="command">What each runs.</param>
    /// <param name="folder">Takes the files; it is there and empty.</param>
    public RankStart(int ranks, WorkerCommand command, string folder)
    {
        string[] shell = [Shell, "-c", Script, Shell, command.File, .. command.Arguments],
            starter = ranks > 1 ? [MpiLibrary.Starter, .. Options(ranks)] : [];
        var start = new ProcessStartInfo(Session, [.. starter, .. shell])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        RankEnvironment.WriteTo(start.Environment, ranks, folder);
        start.Environment[ParentWatch.Variable] = ParentWatch.Self;
        _input = new RankInput(folder);
        if (ranks == 1)
            start.Environment["OMPI_COMM_WORLD_RANK"] = "0";
        _process = Process.Start(start) ?? throw new IOException($"{start.FileName} did not start");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
        Ended = _process.WaitForExitAsync();
    }

    /// <summary>Completes when all ranks have ended.</summary>
    public Task Ended { get; }

    /// <summary>What the process said itself: why it refuses, for instance.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString().Trim();
        }
    }

    /// <summary>Ends the input of all ranks, which tells them to save a checkpoint and stop.</summary>
    public void Stop() => _input.Dispose();

    /// <summary>Ends the ranks, whatever they do.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        _input.Dispose();
        _process.Dispose();
    }

    /// <summary>All on this machine, whatever it has of processors; libtorch places its threads itself.</summary>
    private static IEnumerable<string> Options(int ranks)
    {
        string[] options = ["-n", ranks.ToString(CultureInfo.InvariantCulture), "--oversubscribe", "--bind-to", "none", "--stdin", "none"];
        return Environment.UserName == "root" ? [.. options, "--allow-run-as-root"] : options;
    }

    private void Keep(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }
}
