using Clt.Engine.Models.Encoders;
using Clt.Kernels;
using Clt.Results.Store;
using static TorchSharp.torch;

namespace Clt.Running.Answering;

/// <summary>
/// Finds each text's translation among those of all items of the language: the one whose embedding has the greatest cosine.
/// </summary>
internal sealed class RetrievalEvaluator(TextEmbedder embedder) : IEvaluator
{
    private (IReadOnlyList<Example> Items, Tensor Embeddings)? _candidates;

    public long Parameters => embedder.Model.Parameters.Count;

    public bool InGroups => true;

    public void Answer(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        using var scope = NewDisposeScope();
        var candidates = Candidates(items);
        cancel.ThrowIfCancellationRequested();
        var nearest = HostValues.Of<long>(embedder.Embed([.. group.Select(i => items[i].Prompt)]).mm(candidates.t()).argmax(1));
        for (var i = 0; i < nearest.Length; i++)
        {
            var item = items[group[i]];
            var line = new PredictionLine(item.ItemId, item.Prompt, items[(int)nearest[i]].Completion, item.References, null, 1);
            made(group[i], line, embedder.Tokens(item.Prompt) + embedder.Tokens(item.Completion));
        }
    }

    public void Dispose()
    {
        _candidates?.Embeddings.Dispose();
        embedder.Dispose();
    }

    /// <summary>The embeddings of all items' translations; made once a language.</summary>
    private Tensor Candidates(IReadOnlyList<Example> items)
    {
        if (_candidates is { } known && ReferenceEquals(known.Items, items))
            return known.Embeddings;
        _candidates?.Embeddings.Dispose();
        var embeddings = embedder.Embed([.. items.Select(i => i.Completion)]).DetachFromDisposeScope();
        _candidates = (items, embeddings);
        return embeddings;
    }
}
