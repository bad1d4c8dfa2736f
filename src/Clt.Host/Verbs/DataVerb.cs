using System.CommandLine;
using Clt.Formats.Tokenization;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;
using Clt.Running.Data;

namespace Clt.Host.Verbs;

/// <summary><c>clt data</c>: fetches, shows and counts the data of a recipe.</summary>
internal static class DataVerb
{
    public static Command Create() =>
        new(
            "data",
            """
            Fetches data sets by name, and fetches, shows and counts the data that a recipe trains and tests on.

            Examples:
              clt data fetch mgsm xquad
              clt data fetch recipes/synopsis.csx
              clt data show recipes/guide/mgsm.csx --set model=DIR --lang es --item 3 --tokenizer DIR
              clt data stats recipes/quickstart.csx --json
              clt data stats recipes/synopsis.csx --identify lid.176.ftz
            """
        )
        {
            DataFetch.Create(),
            DataShow.Create(),
            Stats(),
        };

    private static Command Stats()
    {
        var (json, language, tokenizer) = (CommonOptions.Json(), Language(), Tokenizer());
        var limit = new Option<int>("--limit")
        {
            Description = "Most examples of each part that lengths, languages and near duplicates are looked for in.",
            DefaultValueFactory = _ => 2000,
        };
        var identify = new Option<string?>("--identify")
        {
            Description =
                "A language identification model, such as lid.176.ftz, that tells which completions are in their language. Without it the "
                + "recipe's line-pass-rate does, where it measures that.",
            HelpName = "FILE",
        };
        var verb = new Command(
            "stats",
            "Counts examples, lengths, tokens a word, duplicates within training and between it and the test, and completions in their "
                + "language."
        )
        {
            json,
            language,
            tokenizer,
            identify,
            limit,
        };
        var read = SessionOptions.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
            {
                using var body = RecipeBody.Open(read(parsed), Console.Error.WriteLine, cancel);
                var split = parsed.GetValue(tokenizer) is { } folder ? TokenizerLoader.Load(folder) : null;
                var identification = parsed.GetValue(identify) is { } model
                    ? Identification(body.Plugins, model)
                    : body.Study.Measured.FirstOrDefault(m => m.Info.Name == "line-pass-rate");
                var chosen = Chosen(StudyData.Of(body.Study), parsed.GetValue(language), "recipe").ToList();
                CheckLanguages(identification, chosen.Select(d => d.Language));
                var source = ShownAnswers.Context(body.Study, body.Context);
                var rows = chosen.Select(d => DataStatistics.Of(d, source, parsed.GetValue(limit), split, identification)).ToList();
                if (parsed.GetValue(json))
                    JsonText.Print(new { unit = Unit(split), rows = rows.Select(Json) });
                else
                    ReportView.Print(DataStatistics.Table(rows, Unit(split), parsed.GetValue(limit)));
                var leaked = rows.Sum(r => r.Leaked + r.NearlyLeaked);
                if (leaked > 0)
                    Console.Error.WriteLine($"warning: {leaked} test items stand in training too, or nearly.");
                return Task.FromResult(ExitCode.Done);
            }
        );
        return verb;
    }

    /// <exception cref="InputException">The model has no label for a language: each is listed.</exception>
    private static void CheckLanguages(IMetric? identification, IEnumerable<Language> languages)
    {
        if (identification is not ILanguageBound bound)
            return;
        List<Problem> refused = [.. languages.Select(bound.Refusal).OfType<Problem>()];
        if (refused.Count > 0)
            throw new InputException(refused);
    }

    private static IMetric Identification(PluginCatalog plugins, string model) =>
        plugins.All<ILanguageIdentification>().FirstOrDefault()?.Read(model)
        ?? throw new InputException(
            "no plugin identifies languages",
            "--identify",
            "Put metrics.language-id into the plugins' folder: clt list plugins."
        );

    private static object Json(DataStatistics r) =>
        new
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
        if (tag is null)
            return data;
        var language = Clt.Language.Parse(tag);
        return data.Any(d => d.Language == language)
            ? [.. data.Where(d => d.Language == language)]
            : throw new InputException(
                $"the {whose} uses no {language.Name}",
                "--language",
                $"It uses: {string.Join(" ", data.Select(d => d.Language.Short))}."
            );
    }

    public static Option<string?> Language() =>
        new("--language", "--lang") { Description = "Only this language, such as ja.", HelpName = "TAG" };

    public static Option<string?> Tokenizer() =>
        new("--tokenizer") { Description = "A model's folder or tokenizer file: shows and counts its tokens.", HelpName = "DIR" };
}
