using System.Globalization;
using Clt.Results.Tables;
using Clt.Running.Housekeeping;

namespace Clt.Host.Listing;

/// <summary>What lies in a folder of runs: its studies, and their cells.</summary>
internal static class RunListings
{
    public static IReadOnlyList<string> Kinds { get; } = ["studies", "cells"];

    /// <exception cref="InputException">There is no such folder.</exception>
    public static Listing Make(string kind, string runs) => kind == "studies" ? Studies(runs) : Cells(runs);

    private static Listing Studies(string runs) =>
        Listing.Of(
            "studies",
            ["study", "cells", "done", "failed", "orphaned", "size", "changed", "bytes"],
            StoredStudy
                .All(runs)
                .Select(s =>
                    (string[])
                        [
                            s.Name,
                            Count(s.Cells.Count),
                            Count(s.Cells.Count(c => c.State == "done")),
                            Count(s.Cells.Count(c => c.State == "failed")),
                            s.IsKnown ? Count(s.Cells.Count(c => c.IsOrphaned)) : "unknown",
                            Format.Bytes(FolderSize.Of(s.Folder.Path)),
                            Time(FolderSize.Changed(s.Folder.Path)),
                            Count(FolderSize.Of(s.Folder.Path)),
                        ]
                )
        ) with
        {
            Shown = 7,
        };

    private static Listing Cells(string runs) =>
        Listing.Of(
            "cells",
            ["study", "cell", "kind", "seed", "state", "point", "size", "changed", "bytes"],
            StoredStudy
                .All(runs)
                .SelectMany(s => s.Cells)
                .Select(c =>
                    (string[])
                        [
                            c.Study.Name,
                            c.Id,
                            c.Kind,
                            c.Seed,
                            c.IsOrphaned ? $"{c.State}, orphaned" : c.State,
                            c.Study.PointOf(c.Id),
                            Format.Bytes(c.Bytes),
                            Time(c.Changed),
                            Count(c.Bytes),
                        ]
                )
        ) with
        {
            Shown = 8,
        };

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
