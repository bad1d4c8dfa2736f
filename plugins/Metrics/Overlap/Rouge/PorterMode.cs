namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Variants of Porter's algorithm, as NLTK names them.</summary>
public enum PorterMode
{
    /// <summary>NLTK's default, which rouge-score uses: irregular forms and rules of NLTK's contributors.</summary>
    NltkExtensions,

    /// <summary>The paper (Porter 1980).</summary>
    Original,

    /// <summary>Martin Porter's later implementation.</summary>
    Martin,
}
