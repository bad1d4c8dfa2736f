using System.Text.Json;
using Clt.Results.Analysis.Pairs;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Typology;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Typological and genetic distances (typology.json, on the tables of lang2vec).</summary>
public class TypologyTests
{
    private static readonly Dictionary<string, string> Prefixes = new()
    {
        ["syntax"] = "S_",
        ["phonology"] = "P_",
        ["inventory"] = "INV_",
    };
    private readonly Near _near = new();

    [GoldenFact("metrics/typology.json", "lang2vec")]
    public void Distances_equal_the_reference()
    {
        var golden = GoldenRows.Whole("metrics/typology.json");
        var example = golden.GetProperty("example_vector");
        var pairs = golden.GetProperty("pairs").EnumerateArray().ToList();
        var languages = pairs.SelectMany(p => new[] { p.Text("a"), p.Text("b") }).Append(example.Text("lang")).ToHashSet();
        var tables = new[] { "features", "feature_averages", "family_features" }
            .Select(t => FeatureTable.Load(Path.Combine(SharedFolder.Data, "lang2vec", t + ".npz"), languages))
            .ToArray();
        _near.Same("sources", string.Join(' ', tables[0].Sources), string.Join(' ', golden.Texts("sources")));
        var vector = Vector(tables, example.Text("lang"), example.Text("category"), example.Text("source"));
        _near.Check("example", [.. vector.Select(v => double.IsNaN(v) ? -1 : v)], example.GetProperty("values"));
        foreach (var pair in pairs)
        {
            var (a, b) = (pair.Text("a"), pair.Text("b"));
            foreach (var category in pair.GetProperty("expected").EnumerateObject())
            {
                if (category.Name == "genetic")
                    Genetic(tables[2].Vector(a, "F_"), tables[2].Vector(b, "F_"), category.Value);
                else
                    foreach (var source in category.Value.EnumerateObject())
                    {
                        var distance = FeatureDistance.Between(
                            Vector(tables, a, category.Name, source.Name),
                            Vector(tables, b, category.Name, source.Name)
                        );
                        var what = $"{a} {b} {category.Name} {source.Name}";
                        _near.Check(what + " common", distance.Common, source.Value.Number("n_common"));
                        _near.Check(what + " cosine", distance.Cosine, source.Value.Number("cosine"));
                        _near.Check(what + " different", distance.Different, source.Value.Number("hamming_fraction_different"));
                        _near.Check(what + " absolute", distance.MeanAbsolute, source.Value.Number("mean_abs_difference"));
                    }
            }
        }

        _near.Verify();
    }

    [GoldenFact("metrics/typology.json", "lang2vec")]
    public void The_words_of_recipes_give_the_cosines_of_means()
    {
        var folder = Path.Combine(SharedFolder.Data, "lang2vec");
        Dictionary<string, IPairPredictor> words = new()
        {
            ["syntax"] = Recipe.Syntax(folder),
            ["phonology"] = Recipe.Phonology(folder),
            ["inventory"] = Recipe.Inventory(folder),
        };
        foreach (var pair in GoldenRows.Whole("metrics/typology.json").GetProperty("pairs").EnumerateArray())
        {
            if (!Language.TryParse(pair.Text("a"), out var a) || !Language.TryParse(pair.Text("b"), out var b))
                continue;
            if (a.Iso639 != pair.Text("a") || b.Iso639 != pair.Text("b"))
                continue;
            var expected = pair.GetProperty("expected");
            foreach (var (category, word) in words)
            {
                var cosine = expected.GetProperty(category).GetProperty("average").GetProperty("cosine");
                _near.Check($"{a} {b} {category}", word.Of(a, b), GoldenRows.Number(cosine));
            }
        }

        _near.Verify();
    }

    private static double[] Vector(FeatureTable[] tables, string language, string category, string source) =>
        source switch
        {
            "average" => [.. tables[1].Vector(language, Prefixes[category]).Select(v => Math.Round(v, 4))],
            "union_max" => tables[0].Vector(language, Prefixes[category]),
            _ => tables[0].Vector(language, Prefixes[category], source),
        };

    private void Genetic(double[] a, double[] b, JsonElement expected)
    {
        var (common, sizeA, sizeB) = (a.Zip(b, (x, y) => x * y).Sum(), a.Sum(), b.Sum());
        _near.Check("common", common, expected.Number("common"));
        _near.Check(
            "sizes",
            [sizeA, sizeB],
            JsonSerializer.SerializeToElement(new[] { expected.Number("size_a"), expected.Number("size_b") })
        );
        _near.Check("cosine", FeatureDistance.Between(a, b).Cosine, expected.Number("cosine"));
        _near.Check("jaccard", common / (sizeA + sizeB - common), expected.Number("jaccard"));
    }
}
