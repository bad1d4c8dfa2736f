namespace Clt.Plugins.Metrics.Style;

/// <summary>
/// Style classifier: logistic regression on the characters of a text (n-grams of one to four, whether they occur), trained on the training
/// part of a source of pairs, a classifier a language. What it is worth on texts that it has not read is a metric of its own
/// (<see cref="ClassifierAccuracy"/>).
/// </summary>
/// <param name="source">Its records have the same text in two styles.</param>
/// <param name="target">The field of the style that is written.</param>
/// <param name="other">The field of the style that is read.</param>
/// <remarks>Adagrad (Duchi et al. 2011), five passes, rate 0.5; n-grams share 65,536 weights by their hashes.</remarks>
internal sealed class StyleClassifier(ISource source, string target, string other)
{
    private const int Weights = 1 << 16;
    private const int Longest = 4;
    private const int MostPairs = 3000;
    private const int Passes = 5;
    private const float Rate = 0.5f;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, float[]> _trained = new(StringComparer.Ordinal);

    /// <summary>What decides its answers, for signatures.</summary>
    public string Text { get; } =
        $"of:{source.Info.Name} {string.Join(' ', source.Info.SettingLines())}|style:{target} not {other}|classifier:char-1-4";

    /// <summary>Whether a text is in the style that is written.</summary>
    /// <exception cref="InputException">The source has no pair of the language.</exception>
    public bool IsTarget(string text, Language language, MetricContext context) => Sum(Of(language.To, context), Features(text)) > 0;

    /// <summary>What it costs to train it.</summary>
    public string Cost => $"trains a classifier of styles on {source.Info.Name}, once a language";

    private float[] Of(Language language, MetricContext context)
    {
        lock (_lock)
            return _trained.TryGetValue(language.Code, out var known) ? known : _trained[language.Code] = Train(language, context);
    }

    private float[] Train(Language language, MetricContext context)
    {
        var request = new SourceRequest(language, Split.Train, new SourceContext(context.CacheFolder, context.Report, context.Cancel));
        var examples = new List<(int[] Features, float Label)>();
        foreach (var record in source.Read(request).Take(MostPairs))
        {
            examples.Add((Features(record[target]), 1));
            examples.Add((Features(record[other]), 0));
        }

        if (examples.Count == 0)
        {
            throw new InputException(
                $"the source '{source.Info.Name}' has no pair in {language.Code} to train a classifier of styles on",
                "StyleTransferMetrics",
                "Take a source with pairs of each language that is tested."
            );
        }

        var (weights, squares) = (new float[Weights], new float[Weights]);
        var random = new Seed(1).Stream("style-classifier").Generator();
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle<int>(order);
            foreach (var i in order)
                Step(weights, squares, examples[i].Features, examples[i].Label);
        }

        return weights;
    }

    private static void Step(float[] weights, float[] squares, int[] features, float label)
    {
        var scale = 1 / MathF.Sqrt(features.Length);
        var slope = (1 / (1 + MathF.Exp(-Sum(weights, features))) - label) * scale;
        foreach (var f in features)
        {
            squares[f] += slope * slope;
            weights[f] -= Rate * slope / (MathF.Sqrt(squares[f]) + 1e-6f);
        }
    }

    private static float Sum(float[] weights, int[] features)
    {
        var sum = 0f;
        foreach (var f in features)
            sum += weights[f];
        return sum / MathF.Sqrt(features.Length);
    }

    /// <summary>The places of a text's n-grams, each once; its ends are characters too.</summary>
    private static int[] Features(string text)
    {
        var framed = $"\u0002{text.Trim()}\u0003";
        var found = new SortedSet<int>();
        for (var start = 0; start < framed.Length; start++)
        {
            // FNV-1a, so that a text has the same features everywhere.
            var hash = 2166136261u;
            for (var i = start; i < Math.Min(framed.Length, start + Longest); i++)
            {
                hash = (hash ^ framed[i]) * 16777619u;
                found.Add((int)((hash ^ (hash >> 16)) % Weights));
            }
        }

        return [.. found];
    }
}
