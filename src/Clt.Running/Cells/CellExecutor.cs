using Clt.Engine.Plugins;
using Clt.Formats.Files;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Stored;

namespace Clt.Running.Cells;

/// <summary>Runs one cell: takes its folder, leaves it if it is done, keeps the reason when it fails.</summary>
public static class CellExecutor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="Exception">The cell failed.</exception>
    public static void Run(Cell cell, ICellRunner runner, CellServices services)
    {
        var folder = services.Study.Cell(cell.Id);
        // A worker whose launcher was killed may still be writing its last checkpoint.
        using var taken =
            FolderLock.Take(Path.Combine(folder.Path, ".lock"), Patience, services.Cancel)
            ?? throw new IOException($"{folder.Path} is in use by another process");
        Leftovers.Remove(folder.Path, below: true);
        if (folder.Read() is not null)
            return;
        folder.Prepare(cell.Yaml);
        var before = ProcessState.Take();
        try
        {
            StoredFiles.Require(cell, services.Study, services.Context);
            folder.Write(runner.Run(cell, folder, services));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            try
            {
                File.WriteAllText(folder.Failure, $"{e}\n");
            }
            catch (Exception second) when (second is IOException or UnauthorizedAccessException)
            {
                // The first failure is the one that is reported.
            }

            throw;
        }
        finally
        {
            before.Restore($"a plugin that the cell {cell.Id} used", services.Context.Report);
        }
    }
}
