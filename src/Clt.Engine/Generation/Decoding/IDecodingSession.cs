using static TorchSharp.torch;

namespace Clt.Engine.Generation.Decoding;

/// <summary>
/// A model in the middle of continuing sequences: what every search over tokens needs of it. Live sequences have places 0 to n - 1, in the
/// order in which they joined.
/// </summary>
/// <remarks>Calls run without gradients, inside a dispose scope of the caller, which owns the tensors that are returned.</remarks>
internal interface IDecodingSession : IDisposable
{
    /// <summary>The items in the order in which they had best join: those that share work beside each other.</summary>
    IReadOnlyList<int> Order { get; }

    /// <summary>How many of the waiting items, from the first on, can join now; at least one when no sequence is live.</summary>
    int Admits(IReadOnlyList<int> waiting);

    /// <summary>Reads the items' prompts; each item becomes a live sequence behind those that are there.</summary>
    /// <param name="items">Numbers among the items that the session was made for.</param>
    /// <returns>[items, V]: logits of their first new tokens.</returns>
    Tensor Enter(IReadOnlyList<int> items);

    /// <summary>Appends a token to every live sequence.</summary>
    /// <param name="tokens">One a sequence, by place.</param>
    /// <returns>[sequences, V]: logits of what follows.</returns>
    Tensor Step(IReadOnlyList<int> tokens);

    /// <summary>
    /// Place i is taken by what was at <paramref name="places"/>[i]; a sequence may be named several times, or not (it ends).
    /// </summary>
    void Keep(IReadOnlyList<int> places);
}
