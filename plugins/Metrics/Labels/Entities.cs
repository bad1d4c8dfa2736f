namespace Clt.Plugins.Metrics.Labels;

/// <summary>Reads entities from tags such as <c>B-PER I-PER O</c>.</summary>
public static class Entities
{
    /// <summary>The entities of one sentence, in order.</summary>
    /// <exception cref="InputException">In a strict scheme: a tag has a prefix that the scheme lacks.</exception>
    public static List<Entity> Of(IReadOnlyList<string> tags, TagScheme scheme = TagScheme.Lenient) =>
        scheme == TagScheme.Lenient ? LenientEntities.Of(tags) : StrictEntities.Of(tags, scheme);
}
