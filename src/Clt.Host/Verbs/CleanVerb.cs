using System.CommandLine;
using Clt.Host.Output;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Housekeeping;

namespace Clt.Host.Verbs;

/// <summary><c>clt clean</c>: removes what no study and no report needs any more.</summary>
internal static class CleanVerb
{
    public static Command Create()
    {
        var study = new Argument<string[]>("study")
        {
            Description = "Studies by name; all of the runs folder, and the cache, by default.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would go, and how large it is; remove nothing." };
        var all = new Option<bool>("--all")
        {
            Description = "Also the models of finished cells, and all of the cache, what was fetched too. Numbers and predictions stay.",
        };
        var (runs, json) = (CommonOptions.Runs(), CommonOptions.Json());
        var verb = new Command(
            "clean",
            """
            Removes cells that the study as it was last run, with each of its --set, does not have any more, checkpoints of trainings that
            are finished, and what of the cache is computed again when it is needed. Nothing goes that a report needs. A study that is
            running is left alone.

            Examples:
              clt clean --dry-run
              clt clean quickstart
              clt clean --all --dry-run
            """
        )
        {
            study,
            dry,
            all,
            runs,
            json,
        };
        verb.SetAction(parsed =>
            Clean(parsed.GetValue(runs)!, parsed.GetValue(study) ?? [], parsed.GetValue(all), parsed.GetValue(dry), parsed.GetValue(json))
        );
        return verb;
    }

    private static int Clean(string runs, IReadOnlyList<string> names, bool all, bool dry, bool json)
    {
        var chosen = Directory.Exists(runs) || names.Count > 0 ? StoredStudy.Chosen(StoredStudy.NamesIn(runs), names, "clt clean") : [];
        var studies = chosen.Count > 0 ? StoredStudy.All(runs).Where(s => chosen.Contains(s.Name)) : [];
        var gone = new List<Leftover>();
        var running = new List<string>();
        foreach (var study in studies)
        {
            using var taken = FolderLock.Take(study.Folder.Lock);
            if (taken is null)
                running.Add(study.Name);
            else
                gone.AddRange(Remove(Cleaning.Of(study, all), dry));
        }

        if (names.Count == 0)
            gone.AddRange(Remove(Cleaning.Of(CacheFolder.Path, all), dry));
        if (json)
            JsonText.Print(
                new
                {
                    dry_run = dry,
                    bytes = gone.Sum(g => g.Bytes),
                    removed = gone.Select(g => new
                    {
                        kind = g.Kind.ToString(),
                        g.What,
                        g.Path,
                        g.Bytes,
                    }),
                    running,
                }
            );
        else
            Print(gone, running, dry);
        return ExitCode.Done;
    }

    private static List<Leftover> Remove(IEnumerable<Leftover> found, bool dry)
    {
        // Found before anything goes: what a cell is depends on its neighbours.
        List<Leftover> left = [.. found];
        if (!dry)
            foreach (var leftover in left)
                leftover.Remove();
        return left;
    }

    private static void Print(IReadOnlyList<Leftover> gone, IReadOnlyList<string> running, bool dry)
    {
        foreach (var leftover in gone)
            Console.Out.WriteLine($"{Format.Bytes(leftover.Bytes), 10}  {leftover.What}");
        foreach (var study in running)
            Console.Out.WriteLine($"left alone: {study} is running");
        var verb = dry ? "would be freed" : "freed";
        Console.Out.WriteLine(gone.Count == 0 ? "Nothing is left over." : $"{Format.Bytes(gone.Sum(g => g.Bytes))} {verb}.");
    }
}
