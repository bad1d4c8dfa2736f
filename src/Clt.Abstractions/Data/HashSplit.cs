namespace Clt;

/// <summary>Divides items by the hash of a key, so that an item's part depends on nothing but its key and the seed.</summary>
/// <param name="Seed">Another seed, another division.</param>
/// <param name="Validation">Share of validation items, 0 to 1.</param>
/// <param name="Test">Share of test items, 0 to 1; what both leave is training's.</param>
public sealed record HashSplit(Seed Seed, double Validation, double Test)
{
    /// <summary>
    /// The part of the item with this key: its <see cref="Record.ItemId"/>, or what several items share that must stay together.
    /// </summary>
    public Split Of(string key)
    {
        // The first number of the key's own stream, so that keys that differ in one character fall apart.
        var place = Seed.Stream(key).Generator().NextDouble();
        return place < Test ? Split.Test
            : place < Test + Validation ? Split.Validation
            : Split.Train;
    }
}
