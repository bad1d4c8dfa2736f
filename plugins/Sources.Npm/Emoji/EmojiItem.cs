using System.Text.Json;

namespace Clt.Plugins.Sources.Npm.Emoji;

/// <summary>An emoji in one of the groups.</summary>
/// <param name="Id">Its code points, as emojibase writes them: <c>1F468-200D-1F393</c>.</param>
/// <param name="Text">The emoji itself, without the sign that asks for a picture, as CLDR writes it.</param>
/// <param name="Group">The label.</param>
internal sealed record EmojiItem(string Id, string Text, string Group)
{
    private const string Presentation = "\uFE0F";

    /// <summary>Man, woman, person, the signs of both sexes, and what joins and presents them.</summary>
    private static readonly string[] Variation = ["1F468", "1F469", "1F9D1", "2640", "2642", "200D", "FE0F"];

    /// <summary>
    /// The same for a man, a woman and a person who do the same: their names differ in little, so that they stay in one part.
    /// </summary>
    public string Family => string.Join('-', Id.Split('-').Except(Variation)) is { Length: > 0 } rest ? rest : Id;

    /// <summary>The emoji of the groups that are labels, without skin tones, in emojibase's order.</summary>
    public static IEnumerable<EmojiItem> ReadAll(JsonElement emoji) =>
        from item in emoji.EnumerateArray()
        where item.TryGetProperty("group", out var number) && EmojiData.Groups.ContainsKey(number.GetInt32())
        select new EmojiItem(
            item.GetProperty("hexcode").GetString()!,
            item.GetProperty("unicode").GetString()!.Replace(Presentation, "", StringComparison.Ordinal),
            EmojiData.Groups[item.GetProperty("group").GetInt32()]
        );
}
