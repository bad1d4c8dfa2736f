namespace Clt.Plugins.Metrics.Labels;

/// <summary>Entities of tags as conlleval and seqeval's default mode read them: every tag sequence has a reading.</summary>
internal static class LenientEntities
{
    public static List<Entity> Of(IReadOnlyList<string> tags)
    {
        var entities = new List<Entity>();
        var reader = new LenientReader();
        for (var i = 0; i <= tags.Count; i++)
        {
            if (reader.Ended(i < tags.Count ? tags[i] : "O", out var type, out var first))
                entities.Add(new Entity(type.ToString(), first, i - 1));
        }

        return entities;
    }

    /// <summary>
    /// Entities right, predicted and true, counted without making lists: both sides' entities are met in the order of their last tokens.
    /// </summary>
    /// <param name="truth">True tags with white space between.</param>
    /// <param name="output">Predicted tags; missing ones are O, surplus ones are not read.</param>
    public static (int Right, int Predicted, int True) Count(ReadOnlySpan<char> truth, ReadOnlySpan<char> output)
    {
        var (right, predicted, real) = (0, 0, 0);
        var gold = new LenientReader();
        var found = new LenientReader();
        for (var more = true; more; )
        {
            var tag = Tags.Next(ref truth);
            more = tag.Length > 0;
            var goldEnds = gold.Ended(more ? tag : "O", out var goldType, out var goldFirst);
            var foundEnds = found.Ended(more ? Tags.Next(ref output) : "O", out var foundType, out var foundFirst);
            if (goldEnds)
                real++;
            if (foundEnds)
                predicted++;
            if (goldEnds && foundEnds && goldFirst == foundFirst && goldType.SequenceEqual(foundType))
                right++;
        }

        return (right, predicted, real);
    }
}
