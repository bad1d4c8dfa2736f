using Clt.Engine.Data;
using Clt.Engine.Plugins;
using Clt.Recipes.Answers;
using Clt.Recipes.Cells;
using Clt.Recipes.Data;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Resolution;
using Clt.Recipes.States;

namespace Clt.Recipes.Checks;

/// <summary>
/// What must hold of mixtures and test items at each point: languages exist in their sources and there are enough records.
/// </summary>
internal sealed class DataChecks(DataIdentity data, Problems problems)
{
    private const int FirstRecords = 5;

    private readonly List<string> _notes = [];
    private readonly Dictionary<(string Source, int Asked), SortedDictionary<string, int>> _few = [];

    /// <summary>What is no fault, but is to be known.</summary>
    public IEnumerable<string> Notes =>
        _notes.Concat(
            _few.Select(f =>
                $"'{f.Key.Source}' has fewer validation examples than the {f.Key.Asked} asked for: "
                + $"{string.Join(", ", f.Value.Select(l => $"{l.Value} in {l.Key}"))}."
            )
        );

    public void Run(ResolvedPoint point)
    {
        foreach (var few in point.Short)
        {
            var note = $"{few}: all there are, as is allowed.";
            if (!_notes.Contains(note))
                _notes.Add(note);
        }

        HeldOut(point);
        // Measures of states have no examples to learn from.
        var own = point.Task is StatesTask ? null : point.Task;
        if (point.Train is not null)
            Mixture(point.Mixture, own, point.Where(".Mixture"), allowShares: false);
        if (point.Train?.Objective.Info.Keep is { } keep)
            Mixture(keep, own, point.Where("Ewc"), allowShares: false);
        foreach (var pretrain in point.Pretrained)
        {
            Mixture(pretrain.Texts, null, point.Where("Pretrain"), allowShares: true);
            if (point.Tokenizer?.Texts is { } texts)
                Mixture(texts, null, point.Where(point.Tokenizer.Word), allowShares: true);
        }

        foreach (var language in point.Evaluate.Languages)
        {
            if (!Known(point.Task, language, point.Where(".Evaluate")))
                continue;
            problems.Try(() => Items(point, language));
            problems.Try(() => Formatted(point.Task, language, Split.Test));
            problems.Try(() => Exemplars(point, language));
            problems.Try(() => Labels(point.Task, language));
            problems.Try(() => Choices(point, language));
        }
    }

    private void Exemplars(ResolvedPoint point, Language language)
    {
        var task = point.Task;
        if (point.Evaluate.Shots is not null && task.Info.FewShot is { Shots: > 0 } own)
        {
            problems.Add(
                $"the study asks for few-shot exemplars, and the task '{task.Info.Name}' has {own.Shots} of its own",
                point.Where(".Evaluate"),
                "Leave shots out in one of the two."
            );
            return;
        }

        if (point.Evaluate.FewShotOf(task.Info) is not { } shots)
            return;
        var where = point.Evaluate.Shots is null ? $"task '{task.Info.Name}'" : point.Where(".Evaluate");
        problems.Check(shots.Shots >= 0, $"{shots.Shots} solved examples are asked for", where, "Ask for 0 or more.");
        var from = shots.From == ExemplarLanguage.English ? Language.Parse("en") : language;
        if (shots.Shots < 1 || !Known(task, from, where))
            return;
        var available = data.Count(task.Source, from, Split.Train);
        if (available >= shots.Shots)
        {
            Translated(task, shots, language);
            return;
        }

        problems.Add(
            $"{shots.Shots} solved examples in {from.Code} are asked for, but the training part has {available}",
            where,
            "Ask for fewer, or take English ones."
        );
    }

    /// <summary>How many English exemplars have a translation is known only once they are drawn.</summary>
    private void Translated(ITask task, FewShot shots, Language language)
    {
        if (shots.From != ExemplarLanguage.Translated || data.IsAbsent(task.Source))
            return;
        if (!Known(task, Language.Parse("en"), $"task '{task.Info.Name}'"))
            return;
        var item = Tested(task, language).FirstOrDefault();
        if (item is not null)
            new Exemplars(task, shots, data.Context).For(task.Format(item));
    }

    /// <summary>Gold labels that a task does not name would be counted as mistakes of the model's.</summary>
    private void Labels(ITask task, Language language)
    {
        if (data.IsAbsent(task.Source) || !GoldLabels.Has(task.Info))
            return;
        var names = string.Join(' ', task.Info.Labels.Concat(task.Info.Tags));
        data.Once(
            task.Source,
            language,
            $"{Look(task)}, gold labels, {names}",
            () => EachExample.Read(Tested(task, language), r => GoldLabels.Of(task.Format(r), task.Info))
        );
    }

    private IEnumerable<Record> Tested(ITask task, Language language) =>
        task.Source.Read(new SourceRequest(language, Split.Test, data.Context));

    /// <summary>What a look at records formatted by a task depends on, besides its source.</summary>
    private static string Look(ITask task)
    {
        var settings = string.Join('\n', task.Info.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));
        return $"{task.Info.Name}, {task.GetType().Module.ModuleVersionId}, {settings}";
    }

    /// <summary>Options that are amiss are found before anything is trained.</summary>
    private void Choices(ResolvedPoint point, Language language)
    {
        var task = point.Task;
        if (task.Info.Scoring != Scoring.Choices || data.IsAbsent(task.Source))
            return;
        problems.Check(
            task.Info.FewShot?.Format is null or PromptFormat.Plain,
            "choices are ranked after plain texts, but the task asks in chat turns",
            $"task '{task.Info.Name}'",
            "Take PromptFormat.Plain."
        );
        data.Once(
            task.Source,
            language,
            $"{Look(task)}, choices",
            () => HaveChoices(task, EachExample.Read(Tested(task, language), task.Format))
        );
    }

    private static void HaveChoices(ITask task, IReadOnlyList<Example> items)
    {
        if (items.All(i => i.Choices.Count > 0))
            return;
        throw new InputException(
            "its scoring is Choices, but its examples have none",
            $"task '{task.Info.Name}'",
            "Make them with Example.MultipleChoice(…)."
        );
    }

    /// <summary>A checkpoint chosen by few validation examples is chosen by chance, so that fewer than asked for are told.</summary>
    private void HeldOut(ResolvedPoint point)
    {
        if (point.Train is not { Validation: > 0 } train || !train.MeasuresValidation)
            return;
        var parts = point
            .Mixture.Parts.Where(p => p.Count is null or > 0)
            .Select(p => (Task: p.Task ?? point.Task, p.Languages))
            .Where(p => p.Task is not StatesTask && !AnswersSource.In(p.Task).Any());
        foreach (var (task, language) in parts.SelectMany(p => p.Languages.Select(l => (p.Task, l))))
        {
            if (task.Source.Info.Languages.All(l => l.Code != language.Code))
                continue;
            var available = data.Count(task.Source, language, Split.Validation);
            if (available >= train.Validation)
                continue;
            var key = (task.Source.Info.Name, train.Validation);
            if (!_few.TryGetValue(key, out var languages))
                _few[key] = languages = [];
            languages[language.Code] = available;
        }
    }

    private void Items(ResolvedPoint point, Language language)
    {
        var available = data.Count(point.Task.Source, language, Split.Test);
        var name = point.Task.Source.Info.Name;
        problems.Check(
            available > 0,
            $"the source '{name}' has no test item in {language.Code}",
            point.Where(".Evaluate"),
            "Leave the language out."
        );
        if (available == 0 || available >= point.Evaluate.Items)
            return;
        var note = $"{language.Code}: {available} test items in '{name}', fewer than the {point.Evaluate.Items} asked for.";
        if (!_notes.Contains(note))
            _notes.Add(note);
    }

    private void Mixture(MixtureSpec mixture, ITask? own, string where, bool allowShares)
    {
        problems.Check(mixture.Languages.Count > 0, "the mixture is empty", where, "Give at least one part a count above 0.");
        var shares = mixture.Parts.Count(p => p.Share is not null);
        problems.Check(
            shares == 0 || (allowShares && shares == mixture.Parts.Count),
            "parts by share stand beside parts by count",
            where,
            "Use Share(…) for all parts of pre-training, Fixed and PerLanguage for fine-tuning."
        );
        foreach (var part in mixture.Parts)
            Part(part, own, where);
    }

    private void Part(PartSpec part, ITask? own, string where)
    {
        problems.Check(part.Languages.Count > 0, "a part names no language", where, "Name at least one.");
        problems.Check(part.Count is null or >= 0, $"a count is {part.Count}", where, "Give 0 or more.");
        problems.Check(
            part.Division is null,
            "examples are divided by temperature",
            where,
            "Do so in .Mixture only; elsewhere give counts or shares."
        );
        problems.Check(part.Share is null or > 0, $"a share is {part.Share}", where, "Give a positive number.");
        if ((part.Task ?? own) is not { } task)
        {
            problems.Add("a part names no task", where, "Give it its task: Fixed(languages, count, task).");
            return;
        }

        foreach (var language in part.Languages.Where(l => Known(task, l, where)))
            problems.Try(() =>
            {
                Enough(part, task, language, where);
                Formatted(task, language, Split.Train);
            });
    }

    /// <summary>
    /// A field that no record has is found before anything is trained. Where the first records fail one and all the fault is the task's;
    /// single records are told where they are drawn.
    /// </summary>
    private void Formatted(ITask task, Language language, Split split)
    {
        if (task is StatesTask || AnswersSource.In(task).Any() || data.IsAbsent(task.Source))
            return;
        data.Once(task.Source, language, $"{Look(task)}, formatted, {split}", () => First(task, language, split));
    }

    private void First(ITask task, Language language, Split split)
    {
        InputException? first = null;
        foreach (var record in task.Source.Read(new SourceRequest(language, split, data.Context)).Take(FirstRecords))
        {
            try
            {
                PluginCall.Run(
                    task,
                    $"Format of the task '{task.Info.Name}'",
                    record.ItemId,
                    data.Context.Report,
                    () => task.Format(record)
                );
                return;
            }
            catch (InputException e)
            {
                first ??= e;
            }
        }

        if (first is not null)
            throw new InputException(first.Problems);
    }

    private void Enough(PartSpec part, ITask task, Language language, string where)
    {
        var asked = part.Count ?? 1;
        // A share starts again where its records end: one is enough, and large sources need not be read to their end.
        var available = asked <= 1 ? data.Some(task.Source, language, Split.Train) : data.Count(task.Source, language, Split.Train);
        if (available >= asked)
            return;
        problems.Add(
            $"{asked} examples of '{task.Info.Name}' in {language.Code} are asked for, but there are {available}",
            where,
            available == 0 ? "Leave the language out." : $"Ask for at most {available}, or take what there is with --allow-short."
        );
    }

    private bool Known(ITask task, Language language, string where)
    {
        var info = task.Source.Info;
        if (info.Languages.Any(l => l.Code == language.Code))
            return true;
        var own = string.Join(" ", info.Languages.Where(l => l.From is null).Select(l => l.Code));
        var directions = info.Languages.Any(l => l.From is not null) ? ", and directions between them" : "";
        problems.Add(
            $"the source '{info.Name}' of the task '{task.Info.Name}' has no {language.Code}",
            where,
            $"It has: {own}{directions}."
        );
        return false;
    }
}
