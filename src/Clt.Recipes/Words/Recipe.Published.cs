using Clt.Recipes.Studies;
using Clt.Results.Analysis;
using Clt.Results.Analysis.Claims;
using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt;

public static partial class Recipe
{
    /// <summary>
    /// A study that trains nothing: scores of a table, such as a paper's, reported by the same analyses as a study's own.
    /// </summary>
    /// <param name="name">Its name; slashes make folders under <c>runs/</c>.</param>
    /// <param name="table">A CSV file (<see cref="PublishedTable"/>), or the <c>means.csv</c> of a study.</param>
    /// <param name="english">English examples of the task in a mixture, by setting, where the table does not say.</param>
    /// <exception cref="InputException">The table is missing or wrong.</exception>
    public static Study Published(string name, string table, IReadOnlyDictionary<string, int>? english = null) =>
        new(name) { Published = PublishedTable.Read(table, english) };

    /// <summary>Recomputes what a paper claims from the scores.</summary>
    public static IAnalysis Claims(IEnumerable<Claim> claims) => new Claims([.. claims]);

    /// <summary>Draws figures from the scores.</summary>
    public static IAnalysis Figure(string title, Func<MeanScores, IReadOnlyList<PlotModel>> plots) => new Figure(title, plots);

    /// <inheritdoc cref="Figure(string, Func{MeanScores, IReadOnlyList{PlotModel}})"/>
    public static IAnalysis Figure(string title, Func<MeanScores, PlotModel> plot) => new Figure(title, s => [plot(s)]);
}
