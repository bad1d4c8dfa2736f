using System.Security.Cryptography;
using System.Text;

namespace Clt.Plugins.Sources.Locales;

/// <summary>The facts that every language has names for.</summary>
internal static class Facts
{
    private static readonly Lazy<IReadOnlyList<Fact>> Known = new(() =>
        [.. Countries(), .. Following("month", 12), .. Following("weekday", 7)]
    );

    /// <summary>All, relation by relation, in the order of their codes.</summary>
    public static IReadOnlyList<Fact> All => Known.Value;

    /// <summary>SHA-256 of all names and questions: another ICU that names otherwise gives another hash.</summary>
    public static string Hash(IEnumerable<Language> languages)
    {
        var lines = languages.SelectMany(l =>
            All.Select(f => $"{f.ItemId} {Questions.Of(l, f.Relation, f.SubjectIn(l))} {f.ObjectIn(l, f.Object)}")
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>Each country's currency; and the country of each currency that one country alone has.</summary>
    private static IEnumerable<Fact> Countries()
    {
        var pairs = LocaleNames
            .Regions.Select(r => (Region: r, Currency: LocaleNames.Currency(r)))
            .Where(p =>
                Questions.Languages.All(l =>
                    LocaleNames.In(l).Countries.ContainsKey(p.Region) && LocaleNames.In(l).Currencies.ContainsKey(p.Currency)
                )
            )
            .ToList();
        var currencies = pairs.Select(p => new Fact("currency", p.Region, p.Currency, p.Currency));
        var owned = pairs.GroupBy(p => p.Currency).Where(g => g.Count() == 1).Select(g => g.Single());
        var countries = owned.Select(p => new Fact("country", p.Currency, p.Region, p.Currency));
        return currencies.Concat(countries.OrderBy(f => f.Subject, StringComparer.Ordinal));
    }

    private static IEnumerable<Fact> Following(string relation, int count) =>
        Enumerable.Range(0, count).Select(i => new Fact(relation, $"{i}", $"{(i + 1) % count}", $"{relation}/{i}"));
}
