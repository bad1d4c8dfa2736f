// The claims on several tasks together (section 5) and on scripts (section 6).
#r "../../artifacts/Clt.Recipes.dll"
#load "claims.csx"
using Clt.Results.Analysis.Claims;
using Clt.Results.Scores;

IEnumerable<Claim> SecondQuestion()
{
    Claim Of(string id, string text, double printed, int table, Func<TransferCurve, double> value, double tolerance) =>
        new("rq2." + id, text, printed, s => value(Guide.Table(s, table)), tolerance);
    // Printed averages of the run, not recomputed ones: the text quotes the tables' last row.
    Claim Printed(string id, string text, int table, Func<TransferCurve, IEnumerable<double>> at) =>
        new("rq2." + id, text, 0.68, s => at(Guide.Table(s, table)).Max(n => s.PrintedAt(Guide.Table(s, table), n)), 0.005);
    // Examples of a mixture: English and four languages.
    Claim Size(string id, string text, double printed, double recomputed) => new(id, text, printed, _ => recomputed, 0);

    yield return new Claim(
        "rq2.mr7b.drop",
        "7B MR: best average against one task alone, points",
        -8,
        s => 100 * (Guide.BestOthers(Guide.Table(s, 23)) - Guide.BestOthers(Guide.Table(s, 18))),
        0.5
    );
    yield return Of("mr7b.rel", "7B MR: a little over 60 % of English", 0.6, 23, c => c.Samples.Max(n => c.Relative(n)), 0.05);
    yield return Of("mr7b.rel.no_ar", "the same without Arabic", 0.6, 23, c => c.Samples.Max(n => c.Relative(n, Guide.NotArabic)), 0.05);
    yield return Of("rel90.IF", "7B IF reaches about 90 % of English", 0.9, 9, c => c.Samples.Max(n => c.Relative(n)), 0.03);
    yield return Of("rel90.SM", "7B SM reaches about 90 % of English", 0.9, 16, c => c.Samples.Max(n => c.Relative(n)), 0.03);
    yield return Printed("35b.68.multi", "35B MR average of 68 % at N=1500", 22, _ => [1500]);
    yield return Printed("35b.68.single", "35B MR alone peaks at 68 %", 17, c => c.Samples);
    yield return Size("rq2.samples.multi", "mCoT samples of that run among several tasks", 11000, 5000 + (4 * 1500));
    yield return Size("rq2.samples.single", "mCoT samples of that run alone", 18000, 10000 + (4 * 2000));
    yield return Size("data.75k", "unique samples of the largest run", 75000, 15000 + (3 * 4 * 7000));
    yield return Size("data.10400", "examples of the second run", 10400, 10000 + (4 * 100));
    yield return Size("data.30000", "most examples of one task alone", 30000, 10000 + (4 * 5000));
    yield return Of(
        "sm35b.seen.multi",
        "35B SM: seen languages among several tasks at N=2500",
        0.318,
        15,
        c => c.Mean(2500, c.Seen),
        0.0005
    );
    yield return Of(
        "sm35b.seen.single",
        "35B SM: seen languages alone at best",
        0.313,
        10,
        c => c.Samples.Max(n => c.Mean(n, c.Seen)),
        0.0005
    );
    yield return Of("35b.if.gap.min", "35B IF: smallest gap", -0.12, 8, c => c.Samples.Min(n => c.Gap(n)), 0.005);
    yield return Of("35b.if.gap.max", "35B IF: largest gap", -0.04, 8, c => c.Samples.Max(n => c.Gap(n)), 0.005);
    yield return Of("35b.mr.neg", "35B MR: runs with unseen above seen", 11, 22, c => c.Samples.Count(n => c.Gap(n) < -1e-9), 0);
    yield return Of("7b.if.gap0", "7B IF: gap after English alone", -0.01, 9, c => c.Gap(0), 0.005);
    yield return Of("7b.if.gap.max", "7B IF: largest gap", 0.22, 9, c => c.Samples.Max(n => c.Gap(n)), 0.005);
    foreach (
        var (table, start, best) in new[]
        {
            (9, 3.64, 3.83),
            (8, 3.99, 4.26),
            (16, 0.237, 0.263),
            (15, 0.27, 0.296),
            (23, 0.191, 0.3),
            (22, 0.566, 0.677),
        }
    )
    {
        var tolerance = table < 10 ? 0.005 : 0.0005;
        yield return Of(
            $"ne.{table}.N0",
            $"{Guide.Name(table)}: mean of seven languages after English alone",
            start,
            table,
            c => Guide.Others(c, 0),
            tolerance
        );
        yield return Of(
            $"ne.{table}.best",
            $"{Guide.Name(table)}: mean of seven languages at best",
            best,
            table,
            Guide.BestOthers,
            tolerance
        );
    }

    yield return Of("ne.23.dip", "7B MR dips at N=500", 0.099, 23, c => Guide.Others(c, 500), 0.0005);
}

IEnumerable<Claim> ThirdQuestion()
{
    Claim Of(string id, string text, double printed, int table, Func<TransferCurve, double> value, double tolerance) =>
        new("rq3." + id, text, printed, s => value(Guide.Table(s, table)), tolerance);
    foreach (
        var (table, mix, peak, at) in new[] { (19, "Latin", 37.4, 5000), (20, "non-Latin", 36.6, 2000), (18, "four-language", 38.4, 5000) }
    )
    {
        yield return Of($"peak.{table}", $"MR: best average of the {mix} mixture, %", peak, table, c => 100 * Guide.BestOthers(c), 0.05);
        yield return Of(
            $"peakN.{table}",
            $"MR: samples of that best, {mix} mixture",
            at,
            table,
            c => c.Samples.MaxBy(n => Guide.Others(c, n)),
            0
        );
    }

    foreach (
        var (task, table, group, first, best) in new[]
        {
            ("if", 5, "non-Latin", 3.57, 3.57),
            ("if", 6, "non-Latin", 3.52, 3.65),
            ("if", 5, "Latin", 3.97, 4.07),
            ("if", 6, "Latin", 4.01, 4.02),
            ("sm", 12, "non-Latin", 0.265, 0.268),
            ("sm", 13, "non-Latin", 0.258, 0.278),
            ("sm", 12, "Latin", 0.25, 0.257),
            ("sm", 13, "Latin", 0.24, 0.253),
            ("mr", 19, "non-Latin", double.NaN, 0.25),
            ("mr", 20, "non-Latin", double.NaN, 0.288),
            ("mr", 19, "Latin", double.NaN, 0.54),
            ("mr", 20, "Latin", double.NaN, 0.487),
        }
    )
    {
        var mix = table is 5 or 12 or 19 ? "latmix" : "nlmix";
        var id = $"{task}.{(group == "Latin" ? "l" : "nl")}.{mix}";
        var text = $"{task.ToUpperInvariant()}: {group} languages, {(mix == "latmix" ? "Latin" : "non-Latin")} mixture";
        var tolerance = table < 10 ? 0.005 : 0.0005;
        if (task == "mr")
        {
            yield return Of(id, $"{text}, best", best, table, c => Guide.BestGroup(c, group), tolerance);
            continue;
        }

        yield return Of($"{id}.N100", $"{text}, N=100", first, table, c => Guide.Group(c, group, 100), tolerance);
        yield return Of($"{id}.best", $"{text}, best", best, table, c => Guide.BestGroup(c, group), tolerance);
        if (id == "if.nl.latmix")
            yield return Of($"{id}.N5000", $"{text}, N=5000", 3.33, table, c => Guide.Group(c, group, 5000), tolerance);
    }
}
