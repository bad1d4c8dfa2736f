using System.Globalization;
using System.Text;

namespace Clt.Plugins.Launchers.Slurm;

/// <summary>The batch script of items that do not need each other: an array with one task an item.</summary>
internal static class SlurmScript
{
    /// <summary>Says that an item is done; its content is nothing.</summary>
    public const string Done = ".done";

    /// <summary>Says that an item failed; its content is the exit code.</summary>
    public const string Failed = ".failed";

    public const string Log = ".log";

    /// <param name="items">The items of the array, all with as many ranks and threads.</param>
    /// <param name="job">Its folder, which all nodes see, and its worker.</param>
    /// <param name="settings">What to ask for.</param>
    public static string Of(IReadOnlyList<LaunchItem> items, LaunchJob job, SlurmSettings settings)
    {
        var (ranks, threads) = (items[0].Ranks, settings.Processors ?? items[0].Threads);
        var text = new StringBuilder("#!/bin/bash\n");
        Directive("job-name", "clt");
        Directive("array", $"0-{items.Count - 1}{(settings.Concurrent is { } most ? $"%{most}" : "")}");
        Directive("ntasks", ranks);
        Directive("cpus-per-task", threads);
        if (settings.Nodes is { } nodes)
            Directive("nodes", nodes);
        if (settings.Partition is { } partition)
            Directive("partition", partition);
        if (settings.Time is { } time)
            Directive("time", time);
        if (settings.Memory is { } memory)
            Directive("mem", memory);
        if (settings.Resources is { } resources)
            Directive("gres", resources);
        text.Append("#SBATCH --requeue\n");
        // A minute before the time limit the item is told to save and stop (exit code 3); it then queues up again.
        text.Append("#SBATCH --signal=TERM@60\n");
        Directive("output", "/dev/null");
        text.Append("folder=").Append(Quoted(job.Folder)).Append('\n');
        text.Append("case $SLURM_ARRAY_TASK_ID in\n");
        for (var i = 0; i < items.Count; i++)
        {
            var arguments = string.Concat(items[i].Arguments.Select(a => " " + Quoted(a)));
            text.Append(CultureInfo.InvariantCulture, $"{i}) id={Quoted(items[i].Id)}; set --{arguments};;\n");
        }

        text.Append("esac\n");
        text.Append(
            $$"""
            exec >> "$folder/$id{{Log}}" 2>&1
            [ -e "$folder/$id{{Done}}" ] && exit 0
            export OMP_NUM_THREADS={{threads}}

            """
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"start='srun --ntasks={ranks} --cpus-per-task={threads} --kill-on-bad-exit=1 --input=none'\n"
        );
        if (ranks > 1)
            text.Append(Together(ranks));
        text.Append("$start ");
        text.Append(string.Join(' ', job.Worker!.Arguments.Prepend(job.Worker.File).Select(Quoted))).Append(" \"$@\"\n");
        text.Append(
            $$"""
            code=$?
            if [ $code = 0 ]; then : > "$folder/$id{{Done}}"
            elif [ $code = 3 ]; then scontrol requeue "$SLURM_JOB_ID"
            elif [ $code -lt 128 ]; then echo $code > "$folder/$id{{Failed}}.new"; mv "$folder/$id{{Failed}}.new" "$folder/$id{{Failed}}"
            fi
            exit $code

            """
        );
        return text.ToString();

        void Directive(string name, object value) => text.Append(CultureInfo.InvariantCulture, $"#SBATCH --{name}={value}\n");
    }

    /// <summary>
    /// Ranks find each other by PMIx where Slurm can load it on all nodes, which its list of plugins does not tell; else Open MPI's own
    /// program starts them in the job's allocation.
    /// </summary>
    private static string Together(int ranks) =>
        $$"""
            export CLT_MEETING="$folder/$id.meeting-$SLURM_JOB_ID-${SLURM_RESTART_COUNT:-0}"
            if srun --ntasks={{ranks}} --mpi=pmix true 2>/dev/null; then start="$start --mpi=pmix --label"
            else
              start='mpirun -n {{ranks}} --bind-to none --tag-output'
              [ "$(id -u)" = 0 ] && start="$start --allow-run-as-root"
            fi

            """;

    /// <summary>One word of a shell, whatever is in it.</summary>
    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
