using Clt.Results.Statistics.Resampling;
using MathNet.Numerics.Distributions;

namespace Clt.Running.Tests.Statistics;

/// <summary>
/// A study made up: right and wrong answers whose log-odds are the sum of a language's level, a base's own skill (in all languages, and in
/// each), an item's ease (in all its translations, and in each). Every seed brings its base; every base answers the same items.
/// </summary>
/// <param name="Bases">Bases, and so seeds.</param>
/// <param name="Items">Items, each in every language.</param>
/// <param name="Base">Standard deviation of the bases' skill.</param>
/// <param name="BaseLanguage">Of a base's skill in a language.</param>
/// <param name="Item">Of the items' ease.</param>
/// <param name="ItemLanguage">Of a translation's ease.</param>
/// <param name="Level">The mean log-odds of the two unseen languages; the two seen ones are better.</param>
internal sealed record MadeUpScores(int Bases, int Items, double Base, double BaseLanguage, double Item, double ItemLanguage, double Level)
{
    private static readonly double[] Above = [0.7, 0.3, 0, -0.3];

    /// <summary>The mean over the four languages.</summary>
    public static double Mean(Sums sums) => Average(sums, 0, 4);

    /// <summary>Seen less unseen languages.</summary>
    public static double Gap(Sums sums) => Average(sums, 0, 2) - Average(sums, 2, 4);

    /// <summary>What <see cref="Mean"/> and <see cref="Gap"/> are over all bases and items that could be.</summary>
    public (double Mean, double Gap) Truth()
    {
        var deviation = Math.Sqrt((Base * Base) + (BaseLanguage * BaseLanguage) + (Item * Item) + (ItemLanguage * ItemLanguage));
        double Expected(double level) =>
            Enumerable.Range(0, 2001).Average(k => Chance(level + (deviation * Normal.InvCDF(0, 1, (k + 0.5) / 2001))));
        double[] languages = [.. Above.Select(a => Expected(Level + a))];
        return (languages.Average(), ((languages[0] + languages[1]) / 2) - ((languages[2] + languages[3]) / 2));
    }

    /// <summary>The scores of one such study.</summary>
    public ScoreTable Draw(Rng rng)
    {
        double[] Normals(int count, double deviation) =>
            [.. Enumerable.Range(0, count).Select(_ => deviation * Normal.InvCDF(0, 1, 1e-12 + (rng.NextDouble() * (1 - 2e-12))))];
        var (bases, items) = (Normals(Bases, Base), Normals(Items, Item));
        var (baseLanguages, itemLanguages) = (Normals(Bases * 4, BaseLanguage), Normals(Items * 4, ItemLanguage));
        var results = new List<ItemResult>(Bases * Items * 4);
        for (var b = 0; b < Bases; b++)
        {
            for (var i = 0; i < Items; i++)
            {
                for (var l = 0; l < 4; l++)
                {
                    var odds = Level + Above[l] + bases[b] + baseLanguages[(b * 4) + l] + items[i] + itemLanguages[(i * 4) + l];
                    results.Add(new ItemResult($"{l}", $"{i}", b, rng.NextDouble() < Chance(odds) ? 1 : 0));
                }
            }
        }

        return ScoreTable.Of(results);
    }

    private static double Chance(double odds) => 1 / (1 + Math.Exp(-odds));

    private static double Average(Sums sums, int from, int to)
    {
        var total = 0.0;
        for (var l = from; l < to; l++)
            total += sums.Mean(Names[l]);
        return total / (to - from);
    }

    private static readonly string[] Names = ["0", "1", "2", "3"];
}
