using Clt.Plugins.Sources.Npm.Cldr;

namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>A relation of a knowledge base: what is asked about, and what answers it.</summary>
/// <param name="Name">Its name in recipes.</param>
/// <param name="Subject">The kind of what is asked about.</param>
/// <param name="Object">The kind of the answer.</param>
internal sealed record Relation(string Name, NameKind Subject, NameKind Object)
{
    /// <summary>A territory's one legal tender.</summary>
    public static readonly Relation Currency = new("currency", NameKind.Territory, NameKind.Currency);

    /// <summary>A territory's one official language.</summary>
    public static readonly Relation Official = new("language", NameKind.Territory, NameKind.Language);

    /// <summary>The part of a continent that a territory lies in (UN M.49).</summary>
    public static readonly Relation Subregion = new("subregion", NameKind.Territory, NameKind.Territory);

    /// <summary>A language's one script.</summary>
    public static readonly Relation Script = new("script", NameKind.Language, NameKind.Script);

    /// <summary>All, in their order.</summary>
    public static readonly IReadOnlyList<Relation> All = [Currency, Official, Subregion, Script];

    /// <summary>Relations by their names, with spaces between.</summary>
    /// <exception cref="InputException">There is no such relation, or none is named.</exception>
    public static IReadOnlyList<Relation> Parse(string names, string where)
    {
        var (problems, known) = (new Problems(), All.Select(r => r.Name).ToList());
        var named = names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        foreach (var name in named.Except(known))
        {
            var mend = Suggest.DidYouMean(name, known, $"There are: {string.Join(" ", known)}.");
            problems.Add($"there are no facts of the relation '{name}'", where, mend);
        }

        problems.Check(named.Count > 0, "no relation is named", where, $"Name some of {string.Join(" ", known)}.");
        problems.ThrowIfAny();
        return [.. All.Where(r => named.Contains(r.Name))];
    }
}
