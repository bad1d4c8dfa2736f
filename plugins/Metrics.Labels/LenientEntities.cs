namespace Clt.Plugins.Metrics.Labels;

/// <summary>Entities of tags as conlleval and seqeval's default mode read them: every tag sequence has a reading.</summary>
internal static class LenientEntities
{
    public static List<Entity> Of(IReadOnlyList<string> tags)
    {
        var entities = new List<Entity>();
        var (before, typeBefore, first) = ('O', "", 0);
        for (var i = 0; i <= tags.Count; i++)
        {
            var (tag, type) = Parse(i < tags.Count ? tags[i] : "O");
            if (Ends(before, tag, typeBefore != type)) entities.Add(new Entity(typeBefore, first, i - 1));
            if (Starts(before, tag, typeBefore != type)) first = i;
            (before, typeBefore) = (tag, type);
        }

        return entities;
    }

    private static (char Tag, string Type) Parse(string tag)
    {
        var rest = tag.Length > 1 ? tag[1..] : "";
        var dash = rest.IndexOf('-');
        var type = dash >= 0 ? rest[(dash + 1)..] : rest;
        return (tag.Length > 0 ? tag[0] : 'O', type.Length > 0 ? type : "_");
    }

    private static bool Ends(char before, char tag, bool otherType) =>
        before is 'E' or 'S' || ((before is 'B' or 'I') && (tag is 'B' or 'S' or 'O')) || (before is not ('O' or '.') && otherType);

    private static bool Starts(char before, char tag, bool otherType) =>
        tag is 'B' or 'S' || ((before is 'E' or 'S' or 'O') && (tag is 'E' or 'I')) || (tag is not ('O' or '.') && otherType);
}
