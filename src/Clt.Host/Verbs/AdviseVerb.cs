using System.CommandLine;
using System.Globalization;
using Clt.Host.Output;
using Clt.Results.Analysis.Advice;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;

namespace Clt.Host.Verbs;

/// <summary><c>clt advise</c>: how to spend a budget of examples, from runs that were made.</summary>
internal static class AdviseVerb
{
    public static Command Create()
    {
        var store = new Option<string>("--store")
        {
            Description = "Scores: a study's means.csv or its folder, or a published table.",
            HelpName = "FILE",
            Required = true,
        };
        var task = new Option<string>("--task")
        {
            Description = "The task, by its name in the scores; math, summarisation, instructions also.",
            Required = true,
        };
        var budget = new Option<double>("--budget")
        {
            Description = "Examples besides English; money where there are prices.",
            Required = true,
        };
        var model = new Option<string?>("--model")
        {
            Description = "The model, by its name or a part of it such as its size, 35B; by default the one with most mixtures.",
        };
        var languages = new Option<string>("--languages")
        {
            Description = "Languages served, such as \"es ja ar\"; by default all measured but English.",
            DefaultValueFactory = _ => "",
        };
        var price = new Option<string[]>("--price")
        {
            Description = "Price of an example in a language, such as ja=0.05 (may be given several times).",
            HelpName = "LANGUAGE=PRICE",
        };
        var json = CommonOptions.Json();
        var verb = new Command(
            "advise",
            """
            Advises how to spend a budget of training examples: predicted score of each language with intervals, reasons, and the runs
            that would tell most.

            Examples:
              clt advise --store recipes/guide/post_trainers_guide_tables.csv --task math --budget 5000
              clt advise --store runs/guide/math-small --task number-arithmetic --budget 800 --languages "ar ko" --price ja=2
            """
        )
        {
            store,
            task,
            budget,
            model,
            languages,
            price,
            json,
        };
        verb.SetAction(parsed =>
        {
            var request = new AdviceRequest(
                parsed.GetValue(task)!,
                parsed.GetValue(model),
                parsed.GetValue(budget),
                Languages(parsed.GetValue(languages)!),
                Prices(parsed.GetValue(price) ?? [])
            );
            var advice = Adviser.Advise(PublishedTable.Read(Table(parsed.GetValue(store)!)), request);
            if (parsed.GetValue(json))
                JsonText.Print(Json(advice));
            else
                Print(advice);
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>A study's folder stands for its table.</summary>
    private static string Table(string store) => Directory.Exists(store) ? Path.Combine(store, "means.csv") : store;

    private static LanguageSet Languages(string tags) =>
        new(tags.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse));

    private static Dictionary<string, double> Prices(string[] given)
    {
        var (prices, problems) = (new Dictionary<string, double>(), new List<Problem>());
        foreach (var text in given)
        {
            var sides = text.Split('=', 2);
            if (
                sides.Length == 2
                && Language.TryParse(sides[0], out var language)
                && double.TryParse(sides[1], CultureInfo.InvariantCulture, out var price)
            )
                prices[language.Code] = price;
            else
                problems.Add(new Problem($"'{text}' is not LANGUAGE=PRICE", "--price", "Write --price ja=0.05."));
        }

        return problems.Count == 0 ? prices : throw new InputException(problems);
    }

    private static void Print(Advice advice)
    {
        foreach (var table in advice.Tables)
            ReportView.Print(table);
        foreach (var reason in advice.Reasons)
            Console.Out.WriteLine($"• {reason}");
    }

    private static object Json(Advice advice) =>
        new
        {
            options = advice.Options.Select(o => new
            {
                languages = o.Samples < 1 ? [] : o.Curve.Trained.Select(l => l.Short).ToList(),
                samples = o.Samples,
                cost = o.Cost,
                mean = Numbers(o.Mean),
                scores = o.Scores.ToDictionary(s => s.Language.Short, s => Numbers(s.Score)),
            }),
            next_runs = advice.NextRuns.Select(r => new { samples = r.Samples, narrowing = r.Narrowing }),
            reasons = advice.Reasons,
        };

    /// <summary>JSON has no NaN: an end that is not known is null.</summary>
    private static object Numbers(Interval i) =>
        new
        {
            value = Known(i.Estimate),
            low = Known(i.Low),
            high = Known(i.High),
            level = i.Level,
            method = ((IntervalMethod?)i.Method).Word(),
        };

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
