// What the Post-trainer's Guide (arXiv 2504.16677v1) states in its text, figures and tables, and how each number follows from its
// tables 3 to 23. Printed numbers of "avg" and "fig2" were read off the paper's tables and Figure 2 and rounded.
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Results.Analysis.Claims;
using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Testing;
using static Clt.Recipe;

static class Guide
{
    public static readonly LanguageSet Four = Langs("es fr ja zh");
    public static readonly LanguageSet LatinMix = Langs("es fr");
    public static readonly LanguageSet OtherMix = Langs("ja zh");
    public static readonly LanguageSet NotArabic = Langs("ar");
    public const string Small = "Aya-7B",
        Large = "Aya-35B",
        Llama = "Llama3.1-8B";

    /// <summary>The curve of a table by its number: seven tables a task, in the same order.</summary>
    public static TransferCurve Table(MeanScores s, int number)
    {
        var task =
            number < 10 ? "IF"
            : number < 17 ? "SM"
            : "MR";
        return ((number - 3) % 7) switch
        {
            0 => s.Curve(task, Large, "single", Four),
            1 => s.Curve(task, Small, "single", Four),
            2 => s.Curve(task, Small, "single", LatinMix),
            3 => s.Curve(task, Small, "single", OtherMix),
            4 => s.Curve(task, Llama, "single", Four),
            5 => s.Curve(task, Large, "multi", Four),
            _ => s.Curve(task, Small, "multi", Four),
        };
    }

    public static string Name(int number) =>
        (
            number < 10 ? "IF"
            : number < 17 ? "SM"
            : "MR"
        )
        + ((number - 3) % 7) switch
        {
            0 or 5 => " 35B",
            4 => " Llama",
            _ => " 7B",
        };

    // In points: the best share of English over the samples, less the share after English alone.
    public static double Gain(TransferCurve c) => GainAt(c, c.Samples.MaxBy(n => c.Relative(n)));

    public static double GainAt(TransferCurve c, double n, LanguageSet without = null) =>
        100 * (c.Relative(n, without) - c.Relative(0, without));

    // The paper's reading of a plateau: the smallest samples whose share of English is within 0.01 of the best.
    public static double Needed(TransferCurve c) => PlateauPoint.Of(c.Points((n, s) => c.Relative(n, null, s))).WithinAPoint;

    public static double Others(TransferCurve c, double n) => c.Mean(n, c.Others);

    public static double BestOthers(TransferCurve c) => c.Samples.Max(n => Others(c, n));

    public static double Group(TransferCurve c, string group, double n) => c.Mean(n, group == "Latin" ? c.Latin : c.NonLatin);

    public static double BestGroup(TransferCurve c, string group) => c.Samples.Where(n => n > 0).Max(n => Group(c, group, n));
}

IEnumerable<Claim> FirstQuestion()
{
    Claim Of(
        string id,
        string text,
        double printed,
        int table,
        Func<TransferCurve, double> value,
        double tolerance = 0.05,
        ClaimKind kind = ClaimKind.Exact
    ) => new("rq1." + id, text, printed, s => value(Guide.Table(s, table)), tolerance, kind);
    yield return Of("gain7b.IF", "7B IF gain relative to English, points", 6.8, 4, Guide.Gain);
    yield return Of("gain7b.SM", "7B SM gain relative to English, points", 8.7, 11, Guide.Gain);
    yield return Of("gain7b.MR", "7B MR gain relative to English, points", 22.7, 18, Guide.Gain);
    foreach (var n in new[] { 400, 2000, 5000 })
        yield return Of($"gain7b.MR.no_ar.N{n}", $"the same without Arabic at N={n}", 22.7, 18, c => Guide.GainAt(c, n, Guide.NotArabic));
    yield return Of("gain7b.SM.N400", "7B SM gain at N=400, points", 8.7, 11, c => Guide.GainAt(c, 400));
    yield return Of("gain7b.IF.N400", "7B IF gain at N=400, points", 6.8, 4, c => Guide.GainAt(c, 400));
    yield return Of("plateau7b.IF", "7B IF: samples needed", 400, 4, Guide.Needed, 0);
    yield return Of("plateau7b.SM", "7B SM: samples needed", 400, 11, Guide.Needed, 0);
    yield return Of("plateau7b.MR", "7B MR: samples needed", 5000, 18, Guide.Needed, 0);
    yield return new Claim(
        "rq1.13x",
        "MR needs roughly 13 times the multilingual data",
        13,
        s => Guide.Needed(Guide.Table(s, 18)) / Guide.Needed(Guide.Table(s, 4)),
        0.5
    );
    yield return Of("llama.IF", "Llama 8B IF: gap to English reduced by, points", 12.3, 7, Guide.Gain);
    yield return Of("llama.SM", "Llama 8B SM: gap to English reduced by, points", 14.7, 14, Guide.Gain);
    yield return Of("llama.MR", "Llama 8B MR: gap to English reduced by over, points", 40, 21, Guide.Gain, kind: ClaimKind.AtLeast);
    foreach (var (task, table, start) in new[] { ("IF", 3, 0.92), ("SM", 10, 0.85), ("MR", 17, 0.79) })
    {
        yield return Of($"35b.N0.{task}", $"35B {task} relative to English after English alone", start, table, c => c.Relative(0), 0.005);
        yield return Of(
            $"35b.plateau.{task}",
            $"35B {task}: plateau after 200 to 400 samples",
            400,
            table,
            Guide.Needed,
            0,
            ClaimKind.AtMost
        );
    }

    foreach (
        var (name, task, table, rho) in new[]
        {
            ("Aya7B", "IF", 4, 0.67),
            ("Aya7B", "SM", 11, 0.24),
            ("Aya7B", "MR", 18, 0.77),
            ("Llama3.18B", "IF", 7, 0.83),
            ("Llama3.18B", "SM", 14, 0.56),
            ("Llama3.18B", "MR", 21, 0.88),
            ("Aya35B", "IF", 3, 0.51),
            ("Aya35B", "SM", 10, 0.39),
            ("Aya35B", "MR", 17, 0.49),
        }
    )
    {
        yield return Of(
            $"spearman.{name}.{task}",
            $"Table 2: Spearman of seen and unseen, {name} {task}",
            rho,
            table,
            c => Correlation.Spearman([.. c.SeenAndUnseen.Select(p => p.Seen)], [.. c.SeenAndUnseen.Select(p => p.Unseen)]).R,
            0.005
        );
    }
}

// Seen and unseen means of the single-task tables, and the printed averages of every table.
IEnumerable<Claim> Averages(MeanScores scores)
{
    var printed = new (int Table, double[] Seen, double[] Unseen)[]
    {
        (4, [3.62, 3.70, 3.74, 3.90, 3.84, 3.79, 3.88, 3.81], [3.49, 3.52, 3.52, 3.75, 3.69, 3.76, 3.67, 3.70]),
        (3, [4.21, 4.27, 4.32, 4.25, 4.22, 4.29, 4.28, 4.24], [4.22, 4.30, 4.31, 4.31, 4.21, 4.32, 4.28, 4.30]),
        (11, [.263, .275, .273, .283, .280, .283, .283, .293], [.217, .230, .227, .230, .233, .233, .230, .233]),
        (10, [.303, .295, .298, .303, .303, .305, .308, .313], [.253, .253, .257, .257, .253, .257, .263, .257]),
        (18, [.230, .303, .335, .383, .378, .378, .393, .458], [.200, .277, .283, .293, .310, .330, .323, .287]),
        (17, [.610, .640, .635, .645, .645, .635, .655, .573], [.590, .603, .607, .637, .640, .597, .603, .667]),
        (7, [2.61, 2.74, 3.09, 2.82, 3.15, 3.01, 3.02, 3.12], [1.89, 1.91, 2.40, 2.06, 2.43, 2.36, 2.41, 2.36]),
        (14, [.223, .248, .253, .265, .260, .260, .248, .258], [.173, .180, .180, .180, .173, .180, .160, .150]),
        (21, [.143, .405, .443, .423, .453, .398, .483, .405], [.113, .340, .277, .300, .367, .303, .293, .317]),
    };
    foreach (var (table, seen, unseen) in printed)
    {
        var samples = Guide.Table(scores, table).Samples;
        var tolerance = table < 10 ? 0.005 : 0.0005;
        for (var i = 0; i < samples.Count; i++)
        {
            var n = samples[i];
            yield return new Claim(
                $"avg.{table}.seen.N{n}",
                $"table {table}: mean of seen languages",
                seen[i],
                s => Seen(s, table, n),
                tolerance
            );
            yield return new Claim(
                $"avg.{table}.unseen.N{n}",
                $"table {table}: mean of unseen languages",
                unseen[i],
                s => Unseen(s, table, n),
                tolerance
            );
        }
    }

    for (var t = 3; t <= 23; t++)
    {
        var table = t;
        var curve = Guide.Table(scores, table);
        foreach (var n in curve.Samples)
        {
            yield return new Claim(
                $"avgrow.{table}.N{n}",
                $"table {table}: its printed average",
                scores.PrintedAt(curve, n),
                s => All(s, table, n),
                0.008
            );
        }
    }

    double Seen(MeanScores s, int table, double n) => Guide.Table(s, table) is var c ? c.Mean(n, c.Seen) : 0;
    double Unseen(MeanScores s, int table, double n) => Guide.Table(s, table) is var c ? c.Mean(n, c.Unseen) : 0;
    double All(MeanScores s, int table, double n) => Guide.Table(s, table) is var c ? c.Mean(n, c.English + c.Others) : 0;
}

// Gaps, English scores at the ends of their range, and Figure 2 as it was read off.
IEnumerable<Claim> Readings()
{
    foreach (var (table, n, gap) in new[] { (18, 0, 0.03), (18, 5000, 0.17), (14, 0, 0.05), (14, 5000, 0.11) })
        yield return new Claim(
            $"gap.{table}.N{n}",
            $"{Guide.Name(table)}: seen minus unseen",
            gap,
            s => Guide.Table(s, table).Gap(n),
            0.005
        );
    foreach (
        var (table, low, high) in new[]
        {
            (4, 4.19, 4.26),
            (3, 4.58, 4.49),
            (11, 0.3, 0.32),
            (10, 0.33, 0.33),
            (18, 0.5, 0.57),
            (17, 0.76, 0.8),
            (7, 4.05, 4.21),
            (14, 0.3, 0.26),
            (21, 0.58, 0.66),
        }
    )
    {
        foreach (var (end, value) in new[] { ("lo", low), ("hi", high) })
        {
            yield return new Claim(
                $"en.{end}.{table}",
                $"{Guide.Name(table)}: English at one end of its range",
                value,
                s =>
                {
                    var c = Guide.Table(s, table);
                    return c.Samples.Select(n => c.Mean(n, c.English)).MinBy(v => Math.Abs(v - value));
                },
                0.005
            );
        }
    }

    foreach (
        var (table, shares) in new (int, double[])[]
        {
            (4, [.85, .885, .875, .92, .90, .89, .905, .88]),
            (11, [.81, .885, .87, .90, .87, .88, .88, .845]),
            (18, [.52, .60, .65, .735, .73, .715, .75, .74]),
            (3, [.92, .94, .95, .94, .94, .95, .94, .95]),
            (10, [.86, .855, .855, .88, .865, .86, .87, .86]),
            (17, [.81, .80, .81, .845, .82, .80, .845, .785]),
        }
    )
    {
        foreach (var (share, i) in shares.Select((v, i) => (v, i)))
        {
            var n = new[] { 0, 100, 200, 400, 800, 1000, 2000, 5000 }[i];
            yield return new Claim(
                $"fig2.{table}.N{n}",
                $"Figure 2: {Guide.Name(table)} relative to English",
                share,
                s => Guide.Table(s, table).Relative(n),
                0.015
            );
        }
    }
}
