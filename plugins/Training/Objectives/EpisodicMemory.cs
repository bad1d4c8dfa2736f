using Clt.Engine.Data;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Episodic memory of a stream: some of the examples that were learnt before, drawn from at every step.</summary>
/// <param name="kept">What is in it.</param>
/// <param name="drawn">Examples of a draw.</param>
internal sealed class EpisodicMemory(IReadOnlyList<TrainingExample> kept, int drawn)
{
    /// <summary>What is in it.</summary>
    public IReadOnlyList<TrainingExample> Kept { get; } = kept;

    /// <summary>
    /// Reservoir sampling (Vitter 1985, algorithm R): after any number of examples each of them is in the memory with the same probability.
    /// A stream that goes on changes the memory as if it had never ended.
    /// </summary>
    /// <param name="stream">The examples in their order.</param>
    /// <param name="size">Most that are kept.</param>
    /// <param name="seed">Its stream <c>memory</c> draws.</param>
    public static IReadOnlyList<TrainingExample> Reservoir(IEnumerable<TrainingExample> stream, int size, Seed seed)
    {
        var rng = seed.Stream("memory").Generator();
        var kept = new List<TrainingExample>();
        foreach (var (i, example) in stream.Index())
        {
            if (i < size)
            {
                kept.Add(example);
                continue;
            }

            var place = rng.Next(i + 1);
            if (place < size)
                kept[place] = example;
        }

        return kept;
    }

    /// <summary>Distinct examples for a step; all there are where these are fewer.</summary>
    /// <param name="seed">The step's.</param>
    public IReadOnlyList<TrainingExample> Draw(Seed seed)
    {
        var rng = seed.Stream("memory").Generator();
        var places = Enumerable.Range(0, Kept.Count).ToArray();
        var count = Math.Min(drawn, places.Length);
        for (var i = 0; i < count; i++)
        {
            var other = i + rng.Next(places.Length - i);
            (places[i], places[other]) = (places[other], places[i]);
        }

        return [.. places.Take(count).Select(i => Kept[i])];
    }
}
