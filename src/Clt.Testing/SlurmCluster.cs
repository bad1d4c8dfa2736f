using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Clt.Testing;

/// <summary>
/// A Slurm of one node: munged, slurmctld and slurmd, run by the current user in a folder of its own. Programs reach it with
/// <see cref="Configuration"/> as SLURM_CONF. Disposing of it ends jobs and daemons.
/// </summary>
public sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scontrol"];
    private readonly List<Process> _daemons = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-slurm-").FullName;

    /// <summary>Starts the daemons and waits until the node is idle.</summary>
    /// <param name="settings">Further lines of slurm.conf, such as <c>MaxArraySize=4</c>.</param>
    public SlurmCluster(params IReadOnlyList<string> settings)
    {
        Configuration = Path.Combine(_folder, "slurm.conf");
        File.WriteAllBytes(Path.Combine(_folder, "munge.key"), RandomNumberGenerator.GetBytes(128));
        // Munge takes no key that others could have written.
        Run("chmod", "600", Path.Combine(_folder, "munge.key"));
        Directory.CreateDirectory(Path.Combine(_folder, "state"));
        Directory.CreateDirectory(Path.Combine(_folder, "spool"));
        var host = Dns.GetHostName().Split('.')[0];
        File.WriteAllText(Configuration, Text(host) + string.Concat(settings.Select(s => s + "\n")));
        try
        {
            Start(
                "munged",
                "--force",
                "--foreground",
                $"--key-file={_folder}/munge.key",
                $"--socket={_folder}/munge.sock",
                $"--pid-file={_folder}/munged.pid",
                $"--log-file={_folder}/munged.log",
                $"--seed-file={_folder}/munge.seed"
            );
            Until(() => File.Exists(Path.Combine(_folder, "munge.sock")));
            Start("slurmctld", "-D");
            Start("slurmd", "-D", "-N", host);
            Until(() => Run("sinfo", "--noheader", "--format=%T").Trim() == "idle");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Null where Slurm can be started, else what is missing.</summary>
    public static string? WhyNot =>
        Programs.Where(p => Find(p) is null).ToList() is { Count: > 0 } missing
            ? $"{string.Join(", ", missing)} not found; Debian: slurm-wlm, munge"
            : null;

    /// <summary>The file to name in SLURM_CONF.</summary>
    public string Configuration { get; }

    /// <summary>Runs one of Slurm's commands and returns what it printed.</summary>
    public string Run(string command, params string[] arguments)
    {
        using var process = Begin(command, arguments);
        _ = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    public void Dispose()
    {
        if (_daemons.Count > 1)
            Run("scancel", "--full", "--state=RUNNING");
        foreach (var daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Four processors, whatever the machine has; requeued jobs start after seconds, not minutes.</summary>
    private string Text(string host) =>
        $"""
            ClusterName=scratch
            SlurmctldHost={host}(127.0.0.1)
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            AuthType=auth/munge
            AuthInfo=socket={_folder}/munge.sock,cred_expire=5
            CredType=cred/munge
            StateSaveLocation={_folder}/state
            SlurmdSpoolDir={_folder}/spool
            SlurmctldPidFile={_folder}/slurmctld.pid
            SlurmdPidFile={_folder}/slurmd.pid
            SlurmctldLogFile={_folder}/slurmctld.log
            SlurmdLogFile={_folder}/slurmd.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            MpiDefault=none
            SlurmdParameters=config_overrides
            SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
            NodeName={host} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
            PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP

            """;

    private void Start(string program, params string[] arguments)
    {
        var process = Begin(program, arguments);
        // Nobody reads what they say, but a full pipe would stop them.
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        _daemons.Add(process);
    }

    private Process Begin(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SLURM_CONF"] = Configuration;
        return Process.Start(start)!;
    }

    private static void Until(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); Thread.Sleep(100))
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(60))
                throw new TimeoutException("Slurm did not come up in a minute.");
        }
    }

    /// <summary>Daemons are in /usr/sbin, which users' paths may lack.</summary>
    private static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin"
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
