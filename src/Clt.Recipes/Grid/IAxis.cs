namespace Clt.Recipes.Grid;

/// <summary>A named dimension of a study's grid.</summary>
public interface IAxis
{
    string Name { get; }

    /// <summary>One label a value, in the recipe's order; they stand in tables, in <c>results.csv</c> and on plots.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>The values as numbers where they are numbers (an axis of a plot), else null.</summary>
    IReadOnlyList<double>? Numbers { get; }
}
