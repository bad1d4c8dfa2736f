using System.CommandLine;
using Clt.Host.Output;
using Clt.Running.Housekeeping;

namespace Clt.Host.Verbs;

/// <summary><c>clt why</c>: what a cell is, and what sets it apart from the one nearest to it.</summary>
internal static class WhyVerb
{
    public static Command Create()
    {
        var cell = new Argument<string>("cell") { Description = "A cell's name, or its beginning." };
        var (runs, json) = (CommonOptions.Runs(), CommonOptions.Json());
        var verb = new Command(
            "why",
            """
            Says of a cell of the runs folder what it is, how far it came and why it failed, what it is made from and what needs it, and
            which settings or code set it apart from the cell of its kind that is nearest: why there are two.

            Examples:
              clt why 3f2a9c
              clt why 3f2a9c17d0b1e254 --json
              clt list cells
            """
        )
        {
            cell,
            runs,
            json,
        };
        verb.SetAction(parsed =>
        {
            var found = Find(StoredStudy.All(parsed.GetValue(runs)!), parsed.GetValue(cell)!);
            var reasons = found.Select(CellReason.Of).ToList();
            if (parsed.GetValue(json))
                JsonText.Print(new { cells = reasons });
            else
                foreach (var line in reasons.SelectMany(r => r.Lines()))
                    Console.Out.WriteLine(line);
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>One cell; the same name may lie in several studies.</summary>
    private static List<StoredCell> Find(IReadOnlyList<StoredStudy> studies, string name)
    {
        var cells = studies.SelectMany(s => s.Cells).Where(c => c.Id.StartsWith(name, StringComparison.Ordinal)).ToList();
        if (cells.Count == 0)
            throw new InputException(
                $"no cell begins with '{name}'",
                "clt why",
                "clt list cells shows those that are there; of cells that were not begun clt check says why they are to do."
            );
        var ids = cells.Select(c => c.Id).Distinct().ToList();
        return ids.Count == 1
            ? cells
            : throw new InputException(
                $"{ids.Count} cells begin with '{name}': {string.Join(", ", ids.Take(5))}{(ids.Count > 5 ? ", …" : "")}",
                "clt why",
                "Write more of the name."
            );
    }
}
