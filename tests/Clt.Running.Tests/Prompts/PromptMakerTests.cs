using Clt.Formats.ChatTemplates;
using Clt.Recipes.Data;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Running.Prompts;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Prompts;

public sealed class PromptMakerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Solved_examples_stand_before_the_question_and_only_the_answer_is_trained()
    {
        var (example, exemplars) = Make(new FewShot(3));
        example.Segments.Where(s => s.Train).ShouldHaveSingleItem().Text.ShouldBe(" 14");
        example.Prompt.ShouldEndWith("\n\n7 + 7 =");
        example.Prompt.ShouldBe(string.Concat(exemplars.Select(e => e.Prompt + e.Completion + "\n\n")) + "7 + 7 =");
        example.References.ShouldBe([" 14"]);
        exemplars.Select(e => e.ItemId).ShouldAllBe(id => id.StartsWith("Train-"));
    }

    [Fact]
    public void Fewer_shots_are_the_first_of_more_and_another_seed_draws_others()
    {
        var eight = Make(new FewShot(8)).Exemplars.Select(e => e.ItemId).ToList();
        Make(new FewShot(3)).Exemplars.Select(e => e.ItemId).ShouldBe(eight.Take(3));
        Make(new FewShot(8, Seed: 2)).Exemplars.Select(e => e.ItemId).ShouldNotBe(eight);
    }

    [Theory]
    [InlineData(ExemplarLanguage.Native, "jpn_Jpan", false)]
    [InlineData(ExemplarLanguage.English, "eng_Latn", true)]
    [InlineData(ExemplarLanguage.Translated, "jpn_Jpan", true)]
    public void Exemplars_are_in_the_language_asked_for(ExemplarLanguage from, string code, bool asInEnglish)
    {
        // Japanese lacks every third item, so that its own draw differs from English's.
        var source = new GappedSource();
        var made = Make(new FewShot(4, from), source, "ja").Exemplars;
        made.ShouldAllBe(e => e.Language.Code == code);
        var english = Make(new FewShot(12), source, "en").Exemplars.Select(e => e.ItemId).ToList();
        if (asInEnglish)
            made.Select(e => e.ItemId).ShouldBe(english.Where(id => from == ExemplarLanguage.English || !GappedSource.Lacks(id)).Take(4));
        made.ShouldAllBe(e => from == ExemplarLanguage.English || !GappedSource.Lacks(e.ItemId));
    }

    [Fact]
    public void An_item_is_never_its_own_exemplar()
    {
        var task = new FewShotTask(new ToySource(train: 3), new FewShot(2));
        var exemplars = new Exemplars(task, task.Info.FewShot!, _folder.Context().Source);
        foreach (var record in task.Source.Read(new SourceRequest(Language.Parse("en"), Split.Train, _folder.Context().Source)))
        {
            var made = exemplars.For(task.Format(record));
            made.Count.ShouldBe(2);
            made.ShouldAllBe(e => e.ItemId != record.ItemId);
        }
    }

    [Fact]
    public void Too_few_exemplars_are_an_error_that_counts_them()
    {
        var few = Should.Throw<InputException>(() => Make(new FewShot(5), new ToySource(train: 4)));
        few.Message.ShouldContain("5 solved examples are asked for, but the training part has 4 in eng_Latn");
        Should
            .Throw<InputException>(() => Make(new FewShot(1, ExemplarLanguage.English), new ToySource("ja"), "ja"))
            .Message.ShouldContain("0 in English");
    }

    [Fact]
    public void A_study_that_asks_for_too_many_is_refused_before_anything_runs()
    {
        var study = ToyStudy.Quick().Task(Choice.Default<ITask>(new FewShotTask(new ToySource(train: 300), new FewShot(301))));
        var problems = Should.Throw<InputException>(() => study.Expand(_folder.Context())).Problems;
        problems.Select(p => p.What).ShouldContain("301 solved examples in jpn_Jpan are asked for, but the training part has 300");
        problems.Count.ShouldBe(5, "one a language");
    }

    [Fact]
    public void In_chat_format_exemplars_are_turns_and_only_the_last_answer_is_trained()
    {
        var template = ChatTemplate.Parse(
            "{{ bos_token }}{% for m in messages %}<{{ m.role }}>{{ m.content }}</{{ m.role }}>{% endfor %}{% if add_generation_prompt "
                + "%}<assistant>{% endif %}"
        );
        var (example, exemplars) = Make(new FewShot(1, Format: PromptFormat.Chat), template: template);
        var first = exemplars.ShouldHaveSingleItem();
        example.Prompt.ShouldBe(
            $"<user>{first.Prompt}</user><assistant>{first.Completion.Trim()}</assistant><user>7 + 7 =</user><assistant>"
        );
        example.Completion.ShouldBe("14</assistant>");
        Should.Throw<InputException>(() => Make(new FewShot(1, Format: PromptFormat.Chat))).Message.ShouldContain("no chat template");
    }

    [Fact]
    public void Few_shot_settings_are_part_of_a_cells_name_and_their_absence_is_not()
    {
        string Id(ITask task) => ToyStudy.Quick().Task(Choice.Default(task)).Expand(_folder.Context()).Points[^1].Cell.Id;
        var source = new ToySource();
        var ids = new[]
        {
            new FewShot(1),
            new FewShot(2),
            new FewShot(1, ExemplarLanguage.English),
            new FewShot(1, Seed: 2),
            new FewShot(1) { Separator = "\n" },
        }.Select(s => Id(new FewShotTask(source, s))).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    private (Example Example, IReadOnlyList<Example> Exemplars) Make(
        FewShot shots,
        ISource? source = null,
        string language = "en",
        ChatTemplate? template = null
    )
    {
        var task = new FewShotTask(source ?? new ToySource(), shots);
        var context = _folder.Context().Source;
        var item = task.Format(task.Source.Read(new SourceRequest(Language.Parse(language), Split.Test, context)).ElementAt(7));
        return (
            new PromptMaker(task, context, template is null ? null : new ModelChat(template, null)).Of(item),
            new Exemplars(task, shots, context).For(item)
        );
    }

    private sealed class GappedSource : ISource
    {
        private readonly ToySource _inner = new();

        public SourceInfo Info => _inner.Info;

        public static bool Lacks(string item) => int.Parse(item.Split('-')[1]) % 3 == 0;

        public string Fingerprint(SourceContext context) => "gapped";

        public IEnumerable<Record> Read(SourceRequest request) =>
            _inner.Read(request).Where(r => request.Split != Split.Train || request.Language.Iso639 != "jpn" || !Lacks(r.ItemId));
    }
}
