using System.Globalization;

namespace Clt.Plugins.Launchers.Slurm;

/// <summary>What is asked of Slurm for each item; null leaves it to the cluster's defaults.</summary>
/// <param name="Partition">The queue.</param>
/// <param name="Time">The limit in Slurm's notation, such as <c>2:00:00</c>. An item that needs longer saves, and is queued again.</param>
/// <param name="Memory">Per node, such as <c>16G</c>.</param>
/// <param name="Resources">Generic resources, such as <c>gpu:1</c>.</param>
/// <param name="Nodes">Nodes of an item with several ranks.</param>
/// <param name="Processors">Processors a rank; the item's threads by default.</param>
/// <param name="Concurrent">Most items of an array at once.</param>
/// <param name="DryRun">Show the scripts and submit nothing.</param>
internal sealed record SlurmSettings(
    string? Partition,
    string? Time,
    string? Memory,
    string? Resources,
    int? Nodes,
    int? Processors,
    int? Concurrent,
    bool DryRun
)
{
    private static readonly string[] Names = ["partition", "time", "mem", "gres", "nodes", "cpus", "concurrent", "dry-run"];

    /// <exception cref="InputException">A name is unknown, or a value is none: all are listed.</exception>
    public static SlurmSettings Read(IReadOnlyDictionary<string, string> given)
    {
        var problems = given
            .Keys.Except(Names)
            .Select(n => new Problem($"Slurm has no setting '{n}'", "launcher slurm", $"Use {string.Join(", ", Names)}."))
            .ToList();
        // A line break would begin a directive, or a command, of its own.
        problems.AddRange(
            given
                .Where(g => g.Value.Any(c => char.IsControl(c) || c is '"' or '\'' or '`' or '$' or ' '))
                .Select(g => new Problem($"{g.Key} is '{g.Value}'", "launcher slurm", "Give one word."))
        );
        var settings = new SlurmSettings(
            Text("partition"),
            Text("time"),
            Text("mem"),
            Text("gres"),
            Number("nodes"),
            Number("cpus"),
            Number("concurrent"),
            given.ContainsKey("dry-run")
        );
        return problems.Count == 0 ? settings : throw new InputException(problems);

        string? Text(string name) => given.GetValueOrDefault(name);

        int? Number(string name)
        {
            if (Text(name) is not { } text)
                return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                return number;
            problems.Add(new Problem($"{name} is '{text}'", "launcher slurm", "Give a whole number above 0."));
            return null;
        }
    }
}
