using System.Diagnostics;
using Clt.Plugins.Launchers.Slurm;

namespace Plugins.Tests.Launchers;

/// <summary>The scripts, run by bash with an srun that runs its command here.</summary>
public sealed class SlurmScriptTests : IDisposable
{
    private static readonly SlurmSettings None = SlurmSettings.Read(new Dictionary<string, string>());
    private readonly string _folder = Directory.CreateTempSubdirectory("clt slurm's ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_task_runs_its_item_and_marks_it_done()
    {
        var job = Job("echo \"$0 $1 threads $OMP_NUM_THREADS\"", Item("a", "it's"), Item("b", "$HOME `id`"));

        Run(job, 1, None).ShouldBe(0);

        File.ReadAllText(Path.Combine(_folder, "b.log")).ShouldBe("word $HOME `id` threads 3\n");
        File.Exists(Path.Combine(_folder, "b.done")).ShouldBeTrue();
        File.Exists(Path.Combine(_folder, "a.log")).ShouldBeFalse();
    }

    [Fact]
    public void A_task_that_is_done_is_not_run_again()
    {
        var job = Job("echo once", Item("a"));
        Run(job, 0, None);

        Run(job, 0, None).ShouldBe(0);

        File.ReadAllText(Path.Combine(_folder, "a.log")).ShouldBe("once\n");
    }

    [Theory]
    [InlineData("exit 1", 1, "1")]
    [InlineData("exit 2", 2, "2")]
    [InlineData("kill -9 $$", 137, null)] // Preempted: Slurm runs it again.
    [InlineData("exit 3", 3, null)]
    public void A_failure_is_marked_and_an_interruption_is_not(string command, int code, string? mark)
    {
        Run(Job(command, Item("a")), 0, None).ShouldBe(code);

        var failed = Path.Combine(_folder, "a.failed");
        (File.Exists(failed) ? File.ReadAllText(failed).Trim() : null).ShouldBe(mark);
        File.Exists(Path.Combine(_folder, "a.done")).ShouldBeFalse();
        File.ReadAllText(Path.Combine(_folder, "a.log")).Contains("requeued 77").ShouldBe(code == 3);
    }

    [Fact]
    public void Ranks_meet_at_a_place_that_is_new_for_each_try()
    {
        var job = Job("echo $CLT_MEETING", Item("a") with { Ranks = 2 });

        Run(job, 0, None);

        File.ReadAllText(Path.Combine(_folder, "a.log")).ShouldBe($"{_folder}/a.meeting-77-1\n");
    }

    [Fact]
    public void Settings_become_directives()
    {
        var settings = SlurmSettings.Read(
            new Dictionary<string, string>
            {
                ["partition"] = "short",
                ["time"] = "1:30:00",
                ["mem"] = "8G",
                ["gres"] = "gpu:2",
                ["nodes"] = "2",
                ["cpus"] = "6",
                ["concurrent"] = "9",
            }
        );

        var lines = SlurmScript.Of([Item("a") with { Ranks = 4 }, Item("b") with { Ranks = 4 }], Job(":"), settings).Split('\n');

        foreach (
            var directive in (string[])
                [
                    "array=0-1%9",
                    "partition=short",
                    "time=1:30:00",
                    "mem=8G",
                    "gres=gpu:2",
                    "nodes=2",
                    "cpus-per-task=6",
                    "ntasks=4",
                    "requeue",
                ]
        )
            lines.ShouldContain("#SBATCH --" + directive);
    }

    [Fact]
    public void Wrong_settings_are_all_listed() =>
        Should
            .Throw<InputException>(() =>
                SlurmSettings.Read(
                    new Dictionary<string, string>
                    {
                        ["partion"] = "short",
                        ["nodes"] = "-1",
                        ["cpus"] = "x",
                        ["mem"] = "8G\n#SBATCH --uid=0",
                    }
                )
            )
            .Problems.Select(p => p.What)
            .ShouldBe(["Slurm has no setting 'partion'", "mem is '8G\n#SBATCH --uid=0'", "nodes is '-1'", "cpus is 'x'"]);

    [Fact]
    public void Items_come_after_what_they_need()
    {
        var items = new[] { Item("c", "b"), Item("a"), Item("b", "a"), Item("d") }
            .Select(i => i with { Needs = i.Arguments, Cost = i.Id == "d" ? 9 : 1 })
            .ToList();

        var arrays = SlurmArray.Of(items, most: 10);

        arrays.Select(a => string.Join(' ', a.Items.Select(i => i.Id))).ShouldBe(["d a", "b", "c"]);
        arrays.Select(a => a.Wave).ShouldBe([0, 1, 2]);
    }

    private static LaunchItem Item(string id, params string[] arguments) => new(id, [], 0, Threads: 3) { Arguments = arguments };

    private LaunchJob Job(string command, params LaunchItem[] items) =>
        new(items, (_, _, _) => { }, new WorkerCommand("bash", ["-c", command, "word"]), _ => { }) { Folder = _folder };

    private int Run(LaunchJob job, int task, SlurmSettings settings)
    {
        var tools = Path.Combine(_folder, "tools");
        File.WriteAllText(tools, "srun() { while [[ $1 == --* ]]; do shift; done; \"$@\"; }; scontrol() { echo ${1}d $2; }");
        var start = new ProcessStartInfo("bash", ["-c", SlurmScript.Of(job.Items, job, settings)]);
        start.Environment["BASH_ENV"] = tools; // Read by every bash that runs a script.
        start.Environment["SLURM_ARRAY_TASK_ID"] = $"{task}";
        start.Environment["SLURM_JOB_ID"] = "77";
        start.Environment["SLURM_RESTART_COUNT"] = "1";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
