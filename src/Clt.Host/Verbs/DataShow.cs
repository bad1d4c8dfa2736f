using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;
using Clt.Running.Data;

namespace Clt.Host.Verbs;

/// <summary><c>clt data show</c>: examples as the model sees them, of a recipe or of a task named in a recipe's words.</summary>
internal static class DataShow
{
    public static Command Create()
    {
        var (json, language, tokenizer) = (CommonOptions.Json(), DataVerb.Language(), DataVerb.Tokenizer());
        var items = new Option<int>("--items") { Description = "How many of each part.", DefaultValueFactory = _ => 1 };
        var item = new Option<string?>("--item")
        {
            Description = "Only the prompt of this test item: its number, from 1, or its id.",
            HelpName = "N",
        };
        var verb = new Command(
            "show",
            """
            Shows examples as the model sees them, and prompts with their solved examples; what is trained is coloured, or between ⟦ and ⟧
            in a pipe.
            In place of the recipe a task may be named in a recipe's words.

            Examples:
              clt data show recipes/quickstart.csx --lang ja
              clt data show recipes/guide/mgsm.csx --set model=DIR --lang es --item 3 --tokenizer DIR
              clt data show 'MathReasoning(on: Mgsm(), shots: 8)' --lang ja --item 3 --tokenizer DIR
            """
        )
        {
            json,
            language,
            tokenizer,
            items,
            item,
        };
        var read = SessionOptions.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
            {
                var (options, tag, folder) = (read(parsed), parsed.GetValue(language), parsed.GetValue(tokenizer));
                if (TaskText.Is(options.Recipe))
                {
                    using var text = TaskText.Open(options.Recipe, PluginHost.Load(options.Plugins));
                    var source = new SourceContext(CacheFolder.Path, Console.Error.WriteLine, cancel);
                    var languages = text.Task.Source.Info.Languages;
                    Show(
                        DataVerb.Chosen([.. languages.Select(l => new StudyData(l, [text.Task], [text.Task]))], tag, "task"),
                        source,
                        folder
                    );
                }
                else
                {
                    using var body = RecipeBody.Open(options, Console.Error.WriteLine, cancel);
                    Show(DataVerb.Chosen(StudyData.Of(body.Study), tag, "recipe"), ShownAnswers.Context(body.Study, body.Context), folder);
                }

                return Task.FromResult(ExitCode.Done);

                void Show(IReadOnlyList<StudyData> data, SourceContext source, string? model)
                {
                    var prompts = new ShownPrompts(source, model);
                    var shown = data.SelectMany(d =>
                            parsed.GetValue(item) is { } one ? prompts.One(d, one) : prompts.First(d, parsed.GetValue(items))
                        )
                        .ToList();
                    if (parsed.GetValue(json))
                        JsonText.Print(new { examples = shown.Select(s => s.Json()) });
                    else
                        foreach (var example in shown)
                            example.Print(Console.Out, coloured: !Console.IsOutputRedirected);
                }
            }
        );
        return verb;
    }
}
