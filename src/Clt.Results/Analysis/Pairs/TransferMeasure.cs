namespace Clt.Results.Analysis.Pairs;

/// <summary>Zero-shot transfer from a source to a target language as a number.</summary>
public enum TransferMeasure
{
    /// <summary>The target's score after training on the source.</summary>
    Score,

    /// <summary>That score divided by the source's own: what is kept on the way.</summary>
    ShareOfSource,

    /// <summary>That score divided by the target's after training on the target itself: how near it comes to supervision.</summary>
    ShareOfTarget,
}
