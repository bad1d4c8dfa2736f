using Clt.Recipes.Cells;
using Clt.Results.Store;

namespace Clt.Running.Cells;

/// <summary>Does a cell's work.</summary>
public interface ICellRunner
{
    /// <summary>Trains and measures, going on from what the folder holds. Nothing is returned before everything is on the disk.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop; the folder holds its last checkpoint.</exception>
    CellResult Run(Cell cell, CellFolder folder, CellServices services);
}
