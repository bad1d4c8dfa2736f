using Clt.Recipes.Grid;

namespace Clt.Recipes.Streams;

/// <summary>The orders in which a study's streams learn their languages.</summary>
internal static class StreamOrders
{
    /// <summary>The axis of a monolingual reference: its languages stand in no order.</summary>
    public const string AloneAxis = "alone";

    private const int FewestHops = 2;

    /// <summary>Orders as a recipe writes them, an axis.</summary>
    /// <exception cref="InputException">A language stands in an order twice, or is none; all are listed.</exception>
    public static Axis<LanguageSet> Axis(IReadOnlyList<string> texts)
    {
        const string Where = "Orders";
        var problems = new Problems();
        problems.Check(texts.Count > 0, "there is no order", Where, "Name at least one: Orders(\"en de fr\").");
        var orders = new List<LanguageSet>();
        foreach (var text in texts)
        {
            problems.Try(() =>
            {
                var languages = Tags(text).Select(Language.Parse).ToList();
                foreach (var twice in languages.GroupBy(l => l.Code).Where(g => g.Count() > 1))
                {
                    problems.Add(
                        $"{twice.First().Short} stands in the order {twice.Count()} times",
                        $"{Where}, \"{text}\"",
                        "Name each language once: a hop learns a language that is new."
                    );
                }

                orders.Add(new LanguageSet(languages));
            });
        }

        problems.ThrowIfAny();
        return new Axis<LanguageSet>("order", orders, [.. orders.Select(o => string.Join(' ', o.Select(l => l.Short)))]);
    }

    /// <summary>Every order that a setting can be; its languages are the same in all.</summary>
    /// <exception cref="InputException">There are fewer than two hops, or orders are of different languages.</exception>
    public static IReadOnlyList<LanguageSet> Of(Choice<LanguageSet> order)
    {
        var all = new List<LanguageSet>();
        foreach (var point in Point.Grid(p => order.At(p)))
            all.Add(order.At(point));
        all = [.. all.Distinct()];
        var problems = new Problems();
        foreach (var few in all.Where(o => o.Count < FewestHops))
        {
            problems.Add(
                $"the order \"{Text(few)}\" has {(few.Count == 1 ? "one hop" : "no hop")}",
                ".Stream",
                "Name at least two languages: what is forgotten shows after the first."
            );
        }

        foreach (var other in all.Where(o => !o.Select(l => l.Code).Order().SequenceEqual(all[0].Select(l => l.Code).Order())))
        {
            problems.Add(
                $"the orders \"{Text(all[0])}\" and \"{Text(other)}\" are of different languages",
                ".Stream",
                "Give each order the same languages: they are compared with each other."
            );
        }

        problems.ThrowIfAny();
        return all;
    }

    private static string[] Tags(string text) => text.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string Text(LanguageSet order) => string.Join(' ', order.Select(l => l.Short));
}
