namespace Clt.Plugins.Metrics.Labels;

/// <summary>How tags mark entities.</summary>
public enum TagScheme
{
    /// <summary>The lenient reading of the conlleval script and of seqeval's default mode: knows B, I, E, S, O.</summary>
    Lenient,

    /// <summary>B only between adjacent entities of one type.</summary>
    IOB1,

    /// <summary>B at each beginning.</summary>
    IOB2,

    /// <summary>E only between adjacent entities of one type.</summary>
    IOE1,

    /// <summary>E at each end.</summary>
    IOE2,

    /// <summary>B, E, and S for single tokens.</summary>
    IOBES,

    /// <summary>B, L, and U for single tokens.</summary>
    BILOU,
}
