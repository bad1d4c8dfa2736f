namespace Clt.Studies;

/// <summary>The number of weights that a configuration describes, for plans without the weights.</summary>
internal static class ParameterCount
{
    /// <summary>Weights of a decoder: embeddings, head and blocks, biases and norms included.</summary>
    public static long Of(TransformerConfig c)
    {
        long width = c.HiddenSize, inner = c.IntermediateSize, heads = (long)c.Heads * c.HeadSize, keyValue = (long)c.KeyValueHeads * c.HeadSize;
        var attention = (width * heads) + (2 * width * keyValue) + (heads * width);
        if (c.QueryKeyValueBias) attention += heads + (2 * keyValue);
        if (c.OutputBias) attention += width;
        attention += c.QueryKeyNorm switch
        {
            QueryKeyNorm.None => 0,
            QueryKeyNorm.SharedByHeads => 2 * c.HeadSize,
            _ => heads + keyValue,
        };
        var forward = (c.Gated ? 3 : 2) * width * inner;
        if (c.FeedForwardBias) forward += ((c.Gated ? 2 : 1) * inner) + width;
        var norm = c.NormBias ? 2 * width : width;
        // Blocks that add attention and feed-forward side by side share the one norm of their input.
        var norms = ((c.PreNorms ? c.Parallel ? 1 : 2 : 0) + (c.PostNorms ? 2 : 0) + (c.ResidualNorms ? 2 : 0)) * norm;
        var positions = c.Positions == PositionEmbedding.Learned ? (long)(c.ContextLength + c.PositionOffset) * width : 0;
        return ((c.TiedHead ? 1L : 2L) * c.VocabularySize * width) + positions + (c.Layers * (attention + forward + norms)) + (c.FinalNorm ? norm : 0)
            + (c.EmbeddingNorm ? norm : 0);
    }
}
