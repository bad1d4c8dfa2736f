namespace Clt.Recipes.Streams;

/// <summary>What a model is trained on at each hop of a stream.</summary>
public enum StreamCourse
{
    /// <summary>The language of the hop, from the weights of the hop before: continual learning.</summary>
    InTurn,

    /// <summary>Each language by itself, from the base: the monolingual reference.</summary>
    Alone,

    /// <summary>All languages at once: the joint reference.</summary>
    Together,

    /// <summary>
    /// The language of the hop and all before it, from the weights of the hop before: the incremental joint reference, which keeps all
    /// data.
    /// </summary>
    Growing,
}
