using System.Globalization;

namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>Settings of skip-gram training, named as word2vec's.</summary>
/// <param name="Width">Numbers of a vector.</param>
/// <param name="Window">Most words on each side; how many is drawn at each place, from 1 up.</param>
/// <param name="Negatives">Drawn words beside each true one.</param>
/// <param name="Epochs">Passes over the text.</param>
/// <param name="MinCount">Words that are rarer are left out.</param>
/// <param name="Subsample">Words more frequent than this share are left out at random; 0 keeps all.</param>
/// <param name="Rate">Learning rate at the start; it falls linearly.</param>
/// <param name="Seed">Of all that is drawn.</param>
internal sealed record SkipGramSettings(
    int Width,
    int Window,
    int Negatives,
    int Epochs,
    int MinCount,
    double Subsample,
    double Rate,
    long Seed
)
{
    /// <summary>Numbers that are out of range.</summary>
    public void Check(Problems problems)
    {
        foreach (
            var (name, value) in new[]
            {
                ("width", Width),
                ("window", Window),
                ("negatives", Negatives),
                ("epochs", Epochs),
                ("minCount", MinCount),
            }
        )
            problems.Check(value >= 1, $"{name} is {value}", "SkipGram", "Give 1 or more.");
        problems.Check(Subsample is >= 0 and < 1, $"subsample is {Subsample}", "SkipGram", "Give a share of all words, such as 1e-3.");
        problems.Check(Rate is > 0 and < 1, $"rate is {Rate}", "SkipGram", "Give a learning rate, such as 0.025.");
    }

    /// <summary>Canonical, with the version of the algorithm.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"v1 width {Width}, window {Window}, {Negatives} negatives, {Epochs} epochs, count {MinCount}, subsample {Subsample:R}, "
                + $"rate {Rate:R}, seed {Seed}"
        );
}
