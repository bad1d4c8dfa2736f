using System.Text.Json;
using Clt.Plugins.Sources.Npm.Cldr;

namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>
/// Knowledge base: the facts that CLDR's supplemental data hold. A subject with more than one answer, such as a country with two official
/// languages, is left out.
/// </summary>
internal static class CldrRelations
{
    /// <summary>The facts of a relation, by codes, in the order of the subjects.</summary>
    public static IEnumerable<Fact> Of(Relation relation, CldrData data)
    {
        var answers =
            relation == Relation.Currency ? Currencies(data)
            : relation == Relation.Official ? OfficialLanguages(data)
            : relation == Relation.Subregion ? Subregions(data)
            : relation == Relation.Script ? Scripts(data)
            : throw new ArgumentOutOfRangeException(nameof(relation), relation.Name, "No such relation.");
        return answers
            .GroupBy(a => a.Subject, a => a.Object)
            .Where(g => g.Distinct().Count() == 1)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Fact(relation, g.Key, g.First()));
    }

    /// <summary>Currencies without an end that are legal tender.</summary>
    private static IEnumerable<(string Subject, string Object)> Currencies(CldrData data) =>
        from territory in data.Supplement("currencyData").GetProperty("region").EnumerateObject()
        from period in territory.Value.EnumerateArray()
        from currency in period.EnumerateObject()
        where !currency.Value.TryGetProperty("_to", out _) && Text(currency.Value, "_tender") != "false"
        select (territory.Name, currency.Name);

    private static IEnumerable<(string Subject, string Object)> OfficialLanguages(CldrData data) =>
        from territory in data.Supplement("territoryInfo").EnumerateObject()
        where territory.Value.TryGetProperty("languagePopulation", out _)
        from language in territory.Value.GetProperty("languagePopulation").EnumerateObject()
        where Text(language.Value, "_officialStatus") is "official" or "de_facto_official"
        // With a script (sr_Latn) where a territory writes one language in several.
        select (territory.Name, language.Name.Split('_')[0]);

    /// <summary>The smallest group of the UN's scheme; other groupings (the European Union) are none.</summary>
    private static IEnumerable<(string Subject, string Object)> Subregions(CldrData data) =>
        from whole in data.Supplement("territoryContainment").EnumerateObject()
        where whole.Name.All(char.IsAsciiDigit) && !whole.Value.TryGetProperty("_grouping", out _)
        from part in whole.Value.GetProperty("_contains").EnumerateArray()
        where part.GetString() is { Length: 2 }
        select (part.GetString()!, whole.Name);

    /// <summary>Scripts that a language is usually written in.</summary>
    private static IEnumerable<(string Subject, string Object)> Scripts(CldrData data) =>
        from language in data.Supplement("languageData").EnumerateObject()
        where !language.Name.Contains("-alt-", StringComparison.Ordinal) && language.Value.TryGetProperty("_scripts", out _)
        from script in language.Value.GetProperty("_scripts").EnumerateArray()
        select (language.Name, script.GetString()!);

    private static string Text(JsonElement value, string property) =>
        value.TryGetProperty(property, out var found) ? found.GetString() ?? "" : "";
}
