using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>The backward pass's memory, of the calling thread.</summary>
internal readonly unsafe struct BackwardBuffers
{
    /// <summary>[64, padded] each; keys and values across are [padded, 64].</summary>
    internal readonly float* Queries,
        Keys,
        KeysAcross,
        Values,
        ValuesAcross,
        Outputs;

    /// <summary>[64, 64] each: the softmax's weights and the gradients of the scores.</summary>
    internal readonly float* Weights,
        Scores;

    /// <summary>[padded], a row of the output.</summary>
    internal readonly float* Row;

    /// <summary>[64] each: what the softmax takes from a query's gradients, and the soft cap's slope of one query's scores.</summary>
    internal readonly float* Mean,
        CapSlope;

    /// <summary>Gradients: [queries, padded] of one head, [keys, padded] of one key head, in whole blocks.</summary>
    internal readonly float* QueryGradients,
        KeyGradients,
        ValueGradients;

    internal BackwardBuffers(long padded, long queries, long keys)
    {
        long rows = Block.Size * padded,
            scores = Block.Size * Block.Size;
        long allQueries = Lanes.RoundUp(queries, Block.Size) * padded,
            allKeys = Lanes.RoundUp(keys, Block.Size) * padded;
        Queries = Scratch.Floats(1, 6 * rows + 2 * scores + padded + 2 * Block.Size + allQueries + 2 * allKeys);
        Keys = Queries + rows;
        KeysAcross = Keys + rows;
        Values = KeysAcross + rows;
        ValuesAcross = Values + rows;
        Outputs = ValuesAcross + rows;
        Weights = Outputs + rows;
        Scores = Weights + scores;
        Row = Scores + scores;
        Mean = Row + padded;
        CapSlope = Mean + Block.Size;
        QueryGradients = CapSlope + Block.Size;
        KeyGradients = QueryGradients + allQueries;
        ValueGradients = KeyGradients + allKeys;
        new Span<float>(KeyGradients, checked((int)(2 * allKeys))).Clear();
    }

    /// <summary>Makes room for the next head's queries.</summary>
    internal void Begin(long queries, long padded) =>
        new Span<float>(QueryGradients, checked((int)(Lanes.RoundUp(queries, Block.Size) * padded))).Clear();
}
