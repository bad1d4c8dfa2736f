using System.Globalization;
using Clt.Formats.Files;

namespace Clt.Engine.Training;

/// <summary>The checkpoints of a run: finds the newest good one, keeps the last few and the best.</summary>
internal sealed class CheckpointFolder(string folder, string identity, Action<string> report)
{
    private const string Prefix = "step-";

    public string PathOf(int step) => PathOf(folder, step);

    /// <summary>The newest undamaged checkpoint, or null; damaged ones are reported and passed over.</summary>
    /// <exception cref="InputException">It is of another job.</exception>
    public (string Path, CheckpointState State)? Newest()
    {
        foreach (var step in Steps().Reverse())
        {
            var path = PathOf(step);
            CheckpointState state;
            try
            {
                state = Checkpoint.Check(path);
            }
            catch (InputException e)
            {
                report($"The checkpoint {path} cannot be used ({e.Problems[0].What}); the one before it is taken.");
                continue;
            }

            if (state.Identity != identity)
                throw Checkpoint.OtherJob(path, state.Identity, identity);
            return (path, state);
        }

        return null;
    }

    /// <summary>The position of the newest checkpoint, whether or not it is damaged; null where none can be read.</summary>
    public static CheckpointState? NewestState(string folder) =>
        StepsIn(folder).Select(s => Checkpoint.Position(PathOf(folder, s))).LastOrDefault();

    /// <summary>Removes all but the newest <paramref name="keep"/> and the best.</summary>
    public void Prune(int keep, int? best)
    {
        foreach (var step in Steps().SkipLast(keep).Where(s => s != best))
            Checkpoint.Delete(PathOf(step));
    }

    /// <summary>Removes what an interrupted writer left.</summary>
    public void RemoveLeftovers()
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var left in Directory.EnumerateDirectories(folder, AtomicFolder.Prefix + "*"))
            Checkpoint.Delete(left);
    }

    public void RemoveAll() => Checkpoint.Delete(folder);

    private static string PathOf(string folder, int step) =>
        Path.Combine(folder, Prefix + step.ToString("D8", CultureInfo.InvariantCulture));

    private IEnumerable<int> Steps() => StepsIn(folder);

    private static IEnumerable<int> StepsIn(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory
                .EnumerateDirectories(folder, Prefix + "*")
                .Select(d => int.TryParse(Path.GetFileName(d)[Prefix.Length..], CultureInfo.InvariantCulture, out var step) ? step : -1)
                .Where(s => s >= 0)
                .Order()
                .ToList();
}
