using System.Runtime.InteropServices;

namespace Clt.Engine.Generation.Decoding;

/// <summary>A sequence that is being continued.</summary>
internal sealed class LiveSequence
{
    private readonly List<int> _ids;

    /// <param name="item">Its number among the items.</param>
    /// <param name="prompt">What it begins with.</param>
    public LiveSequence(int item, IReadOnlyList<int> prompt)
    {
        (Item, PromptLength) = (item, prompt.Count);
        _ids = [.. prompt];
    }

    private LiveSequence(LiveSequence parent)
    {
        (Item, PromptLength, LogProbability) = (parent.Item, parent.PromptLength, parent.LogProbability);
        _ids = [.. parent._ids];
    }

    public int Item { get; }

    public int PromptLength { get; }

    /// <summary>Prompt and new tokens.</summary>
    public ReadOnlySpan<int> Ids => CollectionsMarshal.AsSpan(_ids);

    public ReadOnlySpan<int> NewIds => Ids[PromptLength..];

    /// <summary>Of the new tokens, under the model's own distribution.</summary>
    public double LogProbability { get; private set; }

    public void Add(int token, double logProbability)
    {
        _ids.Add(token);
        LogProbability += logProbability;
    }

    /// <summary>A copy that goes on with a token.</summary>
    public LiveSequence With(int token, double logProbability)
    {
        var child = new LiveSequence(this);
        child.Add(token, logProbability);
        return child;
    }
}
