using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Resolution;
using Clt.Results.Store;

namespace Clt.Recipes.Expansion;

/// <summary>Where it is allowed, cuts what a mixture asks for to what there is, and keeps account of it.</summary>
internal static class ShortData
{
    /// <summary>
    /// The point with counts that its sources can give. A language without any example is left as it is: that stays an error.
    /// </summary>
    public static ResolvedPoint Cut(ResolvedPoint point, DataIdentity data) => point.Each(stage => CutStage(stage, data));

    private static ResolvedPoint CutStage(ResolvedPoint point, DataIdentity data)
    {
        var cut = new List<ShortPart>();
        var parts = point.Mixture.Parts.SelectMany(p => Parts(p, point.Task, data, cut)).ToList();
        return cut.Count == 0 ? point : point with { Mixture = new MixtureSpec(parts), Short = cut };
    }

    /// <summary>The part itself where there is enough, else a part a language.</summary>
    private static IEnumerable<PartSpec> Parts(PartSpec part, ITask own, DataIdentity data, List<ShortPart> cut)
    {
        var task = part.Task ?? own;
        var counts = part.Languages.ToDictionary(l => l, l => Available(part, task, l, data));
        foreach (var (language, available) in counts.Where(c => c.Value < part.Count))
            cut.Add(new ShortPart(task.Info.Name, language.Code, part.Count!.Value, available));
        return counts.Values.All(c => c >= part.Count)
            ? [part]
            : part.Languages.Select(l => part with { Languages = new LanguageSet([l]), Count = Math.Min(part.Count!.Value, counts[l]) });
    }

    private static int Available(PartSpec part, ITask task, Language language, DataIdentity data)
    {
        if (part.Count is not > 1 || task.Source.Info.Languages.All(l => l.Code != language.Code))
            return int.MaxValue;
        var available = data.Count(task.Source, language, Split.Train);
        return available == 0 ? int.MaxValue : available;
    }
}
