using System.Numerics.Tensors;

namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>
/// Skip-gram with negative sampling (Mikolov et al. 2013), as word2vec's program trains it, on one thread: the same text, settings and seed
/// give the same vectors.
/// </summary>
internal static class SkipGramTraining
{
    /// <summary>The rate ends at this share of its start.</summary>
    private const double LeastRate = 1e-4;

    /// <summary>Input vectors of the words that are frequent enough, the most frequent first.</summary>
    /// <param name="sentences">Words of a sentence; windows do not cross its ends.</param>
    /// <param name="settings">See there.</param>
    /// <param name="cancel">Ends the training.</param>
    public static VectorTable Run(IReadOnlyList<string[]> sentences, SkipGramSettings settings, CancellationToken cancel)
    {
        var vocabulary = new Vocabulary(sentences, settings.MinCount, settings.Subsample);
        var (count, width) = (vocabulary.Words.Count, settings.Width);
        var (inputs, outputs) = (new float[count * width], new float[count * width]);
        if (count == 0)
            return new VectorTable([], inputs, width);
        var random = new Seed((ulong)settings.Seed).Stream("skip-gram").Generator();
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = (float)((random.NextDouble() - 0.5) / width);
        var places = sentences.Select(vocabulary.Of).ToList();
        var (done, all) = (0L, vocabulary.Total * settings.Epochs);
        var step = new SkipGramStep(inputs, outputs, width, settings.Negatives, vocabulary, random);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (var sentence in places)
            {
                cancel.ThrowIfCancellationRequested();
                var rate = settings.Rate * Math.Max(LeastRate, 1 - done / (double)all);
                done += sentence.Length;
                Sentence([.. sentence.Where(w => vocabulary.Keeps(w, random))], settings.Window, (float)rate, step, random);
            }
        }

        return new VectorTable(vocabulary.Words, inputs, width);
    }

    private static void Sentence(int[] words, int most, float rate, SkipGramStep step, Rng random)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var window = 1 + random.Next(most);
            for (var j = Math.Max(0, i - window); j <= Math.Min(words.Length - 1, i + window); j++)
            {
                if (j != i)
                    step.Pair(words[j], words[i], rate);
            }
        }
    }
}

/// <summary>One step of stochastic gradient ascent for a word and one beside it.</summary>
/// <param name="inputs">Vectors of words, which are the result.</param>
/// <param name="outputs">Vectors of what stands beside a word.</param>
/// <param name="width">Numbers of a vector.</param>
/// <param name="negatives">Drawn words beside each true one.</param>
/// <param name="vocabulary">Draws them.</param>
/// <param name="random">Of the draws.</param>
internal sealed class SkipGramStep(float[] inputs, float[] outputs, int width, int negatives, Vocabulary vocabulary, Rng random)
{
    private readonly float[] _gradient = new float[width];

    /// <summary>Makes the word's vector tell the one beside it from drawn ones.</summary>
    public void Pair(int word, int beside, float rate)
    {
        var input = inputs.AsSpan(word * width, width);
        _gradient.AsSpan().Clear();
        for (var i = 0; i <= negatives; i++)
        {
            var target = i == 0 ? beside : vocabulary.Negative(random);
            if (i > 0 && target == beside)
                continue;
            var output = outputs.AsSpan(target * width, width);
            var probability = 1 / (1 + MathF.Exp(-TensorPrimitives.Dot<float>(input, output)));
            var error = ((i == 0 ? 1 : 0) - probability) * rate;
            TensorPrimitives.MultiplyAdd<float>(output, error, _gradient, _gradient);
            TensorPrimitives.MultiplyAdd<float>(input, error, output, output);
        }

        TensorPrimitives.Add<float>(input, _gradient, input);
    }
}
