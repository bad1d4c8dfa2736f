using System.CommandLine;
using Clt.Engine.Tokenization;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Studies;

namespace Clt.Host.Verbs;

/// <summary><c>clt data</c>: fetches, shows and counts the data of a recipe.</summary>
internal static class DataVerb
{
    public static Command Create() => new(
        "data",
        """
        Fetches, shows and counts the data that a recipe trains and tests on.

        Examples:
          clt data fetch recipes/synopsis.csx
          clt data show recipes/guide/mgsm.csx --set model=DIR --lang es --item 3 --tokenizer DIR
          clt data stats recipes/quickstart.csx --json
        """)
    {
        Fetch(),
        DataShow.Create(),
        Stats(),
    };

    private static Command Fetch()
    {
        var json = CommonOptions.Json();
        var verb = new Command("fetch", "Fetches what the recipe's sources need, so that it runs without a connection afterwards.") { json };
        var read = SessionOptions.AddTo(verb);
        verb.SetAction((parsed, cancel) =>
        {
            using var body = RecipeBody.Open(read(parsed), Console.Error.WriteLine, cancel);
            var sources = StudyData.Sources(StudyData.Of(body.Study)).Select(s => (Source: s, Fingerprint: s.Fingerprint(body.Context.Source))).ToList();
            if (parsed.GetValue(json)) JsonText.Print(new
            {
                sources = sources.Select(s => new
                {
                    source = s.Source.Info.Name,
                    s.Source.Info.Settings,
                    s.Fingerprint
                })
            });
            else TextTable.Print(["source", "languages", "content"],
                sources.Select(s => (string[])[s.Source.Info.Name, $"{s.Source.Info.Languages.Count}", s.Fingerprint]));
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static Command Stats()
    {
        var (json, language, tokenizer) = (CommonOptions.Json(), Language(), Tokenizer());
        var limit = new Option<int>("--limit")
        {
            Description = "Most examples of each part that lengths, languages and near duplicates are looked for in.",
            DefaultValueFactory = _ => 2000,
        };
        var verb = new Command(
            "stats",
            "Counts examples, lengths, tokens a word, and duplicates within training and between it and the test. Languages are identified where the "
                + "recipe measures line-pass-rate.")
        { json, language, tokenizer, limit };
        var read = SessionOptions.AddTo(verb);
        verb.SetAction((parsed, cancel) =>
        {
            using var body = RecipeBody.Open(read(parsed), Console.Error.WriteLine, cancel);
            var split = parsed.GetValue(tokenizer) is { } folder ? TokenizerLoader.Load(folder) : null;
            var identification = body.Study.Measured.FirstOrDefault(m => m.Info.Name == "line-pass-rate");
            var rows = Chosen(StudyData.Of(body.Study), parsed.GetValue(language), "recipe")
                .Select(d => DataStatistics.Of(d, body.Context.Source, parsed.GetValue(limit), split, identification)).ToList();
            if (parsed.GetValue(json)) JsonText.Print(new { unit = Unit(split), rows = rows.Select(Json) });
            else ReportView.Print(DataStatistics.Table(rows, Unit(split), parsed.GetValue(limit)));
            var leaked = rows.Sum(r => r.Leaked + r.NearlyLeaked);
            if (leaked > 0) Console.Error.WriteLine($"warning: {leaked} test items stand in training too, or nearly.");
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static object Json(DataStatistics r) => new
    {
        language = r.Language.Code,
        r.Train,
        r.Test,
        r.Mean,
        r.Longest,
        fertility = Known(r.Fertility),
        in_language = Known(r.InLanguage),
        r.Repeated,
        r.NearlyRepeated,
        r.Leaked,
        r.NearlyLeaked,
    };

    /// <summary>JSON has no NaN: what is not known is null.</summary>
    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static string Unit(HubTokenizer? tokenizer) => tokenizer is null ? "characters" : "tokens";

    /// <summary>The data of a language that is named, or all.</summary>
    /// <exception cref="InputException">The language is unknown, or not among them.</exception>
    public static IReadOnlyList<StudyData> Chosen(IReadOnlyList<StudyData> data, string? tag, string whose)
    {
        if (tag is null) return data;
        var language = Clt.Language.Parse(tag);
        return data.Any(d => d.Language == language) ? [.. data.Where(d => d.Language == language)] : throw new InputException(
            $"the {whose} uses no {language.Name}", "--language", $"It uses: {string.Join(" ", data.Select(d => d.Language.Short))}.");
    }

    public static Option<string?> Language() => new("--language", "--lang") { Description = "Only this language, such as ja.", HelpName = "TAG" };

    public static Option<string?> Tokenizer() => new("--tokenizer")
    {
        Description = "A model's folder or tokenizer file: shows and counts its tokens.",
        HelpName = "DIR"
    };
}
