namespace Clt.Engine.Generation.Beams;

/// <summary>When a beam search ends, as transformers' <c>early_stopping</c>.</summary>
public enum BeamStopping
{
    /// <summary>When the best running beam, at its length now, would not beat the worst finished one (<c>False</c>).</summary>
    Heuristic,

    /// <summary>As soon as there are as many finished sequences as beams (<c>True</c>).</summary>
    Immediate,

    /// <summary>When no running beam can beat the worst finished one at any length (<c>"never"</c>).</summary>
    Never,
}
