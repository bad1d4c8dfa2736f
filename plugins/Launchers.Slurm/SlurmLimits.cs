using System.Globalization;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Launchers.Slurm;

/// <summary>What a cluster takes at most, as <c>scontrol show config</c> tells it.</summary>
/// <param name="MaxArraySize">The number of tasks of an array: the last index is one less.</param>
/// <param name="MaxJobCount">Jobs that the controller holds at a time: every task of an array, and those that ended lately.</param>
internal sealed partial record SlurmLimits(int MaxArraySize, int MaxJobCount)
{
    /// <summary>Where no cluster is asked: nothing is cut.</summary>
    public static SlurmLimits None { get; } = new(int.MaxValue, int.MaxValue);

    /// <summary>
    /// Most items of one array. Half of the controller's jobs, so that one array can wait while another's tasks are forgotten.
    /// </summary>
    public int MostTasks => Math.Max(1, Math.Min(MaxArraySize, (MaxJobCount - 1) / 2));

    /// <summary>Whether so many more fit beside those that the controller holds: it refuses the job that would make it full.</summary>
    public bool Fit(int held, int more) => (long)held + more < MaxJobCount;

    /// <param name="configuration">What <c>scontrol show config</c> prints; a limit that it does not name cuts nothing.</param>
    public static SlurmLimits Read(string configuration) =>
        new(Number("MaxArraySize", configuration), Number("MaxJobCount", configuration));

    private static int Number(string name, string configuration)
    {
        var line = Setting().Matches(configuration).FirstOrDefault(m => m.Groups[1].Value == name);
        return line is not null && int.TryParse(line.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : int.MaxValue;
    }

    [GeneratedRegex(@"^\s*(\w+)\s*=\s*(\S+)", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
