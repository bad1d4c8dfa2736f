using System.Text.RegularExpressions;
using Clt.Engine.Parameters;

namespace Clt.Engine.Distributed;

/// <summary>A range of the flat gradient that is added up at once.</summary>
/// <param name="Start">First element.</param>
/// <param name="Length">Number of elements.</param>
/// <param name="Parameters">The trained parameters whose gradients begin in it.</param>
/// <param name="Blocks">
/// The blocks that must have been left before it is complete; null where it is complete only when the pass has ended.
/// </param>
internal sealed partial record GradientBucket(long Start, long Length, IReadOnlyList<string> Parameters, IReadOnlySet<string>? Blocks)
{
    /// <summary>
    /// Divides a flat gradient into buckets, in the order in which they are complete: from the last matrix to the first, then norms and
    /// biases, of which every block holds some.
    /// </summary>
    /// <param name="parameters">The trained parameters.</param>
    /// <param name="length">Elements of the gradient.</param>
    /// <param name="least">Elements that a bucket has at least, but the last of each part.</param>
    public static List<GradientBucket> Of(FlatParameters parameters, long length, long least)
    {
        var (buckets, places) = (new List<GradientBucket>(), Places(parameters));
        Divide(0, parameters.DecayedLength);
        Divide(parameters.DecayedLength, length);
        return buckets;

        void Divide(long begin, long end)
        {
            var names = new List<string>();
            foreach (
                var (name, offset) in places.Where(p => p.Start >= begin && p.Start < end).Select(p => (p.Name, p.Start)).Reverse().ToList()
            )
            {
                names.Add(name);
                if (end - offset < least)
                    continue;
                Add(names, offset, end);
                (names, end) = ([], offset);
            }

            if (end > begin)
                Add(names, begin, end);
        }

        void Add(List<string> names, long start, long end)
        {
            var blocks = places.Where(p => names.Contains(p.Name)).Select(p => p.Block).ToList();
            var known = blocks.OfType<string>().ToHashSet(StringComparer.Ordinal);
            buckets.Add(new GradientBucket(start, end - start, names, blocks.Contains(null) ? null : known));
        }
    }

    public bool IsComplete(IReadOnlySet<string> left) => Blocks is not null && Blocks.All(left.Contains);

    /// <summary>Takes the gradients' places from the parameters: what is added from now on is not lost in a sum that was begun.</summary>
    public void GiveAway(FlatParameters parameters)
    {
        foreach (var name in Parameters)
            parameters[name].grad = null;
    }

    /// <summary>Gives the parameters their places back.</summary>
    /// <exception cref="InvalidOperationException">A gradient came since.</exception>
    public void TakeBack(FlatParameters parameters)
    {
        foreach (var name in Parameters)
        {
            using var late = parameters[name].grad;
            if (late is { IsInvalid: false })
            {
                throw new InvalidOperationException(
                    $"a gradient of '{name}' came after those of its block were sent: an objective must compute what depends on weights "
                        + $"directly "
                        + "after the model's forward pass"
                );
            }

            parameters[name].grad = parameters.Gradient(name);
        }
    }

    /// <summary>
    /// The parameters in the order of the buffer, with the block whose leaving completes their gradients. What stands behind a block in the
    /// buffer is used behind it, or at its end; what stands before all blocks is complete at the end only, and so are norms, which a block
    /// may compute for the next one.
    /// </summary>
    private static List<(string Name, long Start, string? Block)> Places(FlatParameters parameters)
    {
        var (places, block) = (new List<(string, long, string?)>(), (string?)null);
        foreach (var spec in parameters.Specs)
        {
            if (BlockName().Match(spec.Name) is { Success: true } match)
                block = match.Value;
            if (parameters.IsTrained(spec.Name))
                places.Add((spec.Name, parameters.Offset(spec.Name), spec.Decay ? block : null));
        }

        return places;
    }

    [GeneratedRegex(@"^([a-z]+\.)?layers\.\d+(?=\.)")]
    private static partial Regex BlockName();
}
