using System.Globalization;
using Clt.Recipes.Data;
using Clt.Results.Store;

namespace Clt.Recipes.Answers;

/// <summary>
/// Pseudo-labels, translations, distillation sets: the items of a task with completions that a trained model wrote. A source, whose records
/// have the completion as a field; and a task, whose examples are those of the other one with the model's completion.
/// </summary>
/// <remarks>
/// A cell of the study writes the answers (<c>AnswersCell</c>), once for all filters; they are read from its folder. Until it has, a plan
/// reads the task's own completions in their place. Test items are the task's own.
/// </remarks>
public sealed class AnswersSource : ISource, ITask
{
    internal AnswersSource(string of, ITask on, int items, AnswersFilter filter, string into, int soft, ITask? view)
    {
        (Of, On, Items, Filter, Into, Soft, View) = (of, on, items, filter, into, soft, view);
        var source = on.Source.Info;
        SourceInfo = new SourceInfo(
            $"answers to {on.Info.Name}",
            "completions that a model wrote",
            source.Languages,
            new Dictionary<string, string>(soft == 0 ? [] : [new("soft labels", soft.ToString(CultureInfo.InvariantCulture))])
            {
                ["asked"] = Text(source),
                ["items"] = items.ToString(CultureInfo.InvariantCulture),
                ["kept"] = filter.ToString(),
                ["into"] = into,
            }
        );
        if (view is null)
            return;
        var seen = new Dictionary<string, string>(SourceInfo.Settings) { ["view"] = Text(view.Source.Info) };
        SourceInfo = SourceInfo with { Settings = seen };
    }

    /// <summary>The stage or the folder of the model that answers.</summary>
    internal string Of { get; }

    /// <summary>What is asked.</summary>
    internal ITask On { get; }

    /// <summary>Most items of the training part that are asked in a language.</summary>
    internal int Items { get; }

    internal AnswersFilter Filter { get; }

    /// <summary>The field of a record that the completion stands in.</summary>
    internal string Into { get; }

    /// <summary>Labels whose probabilities are kept of each answer; 0 for the answers alone.</summary>
    internal int Soft { get; }

    /// <summary>
    /// Shows the same items otherwise, such as with words switched: what is trained on. Null where that is what was asked.
    /// </summary>
    internal ITask? View { get; }

    private ITask Shown => View ?? On;

    private SourceInfo SourceInfo { get; }

    SourceInfo ISource.Info => SourceInfo;

    TaskInfo ITask.Info => On.Info;

    ISource ITask.Source => this;

    /// <summary>Everything whose code decides the records.</summary>
    internal IEnumerable<object> Parts => new object?[] { this, On, On.Source, View, View?.Source, Filter.InLanguage }.OfType<object>();

    /// <summary>Those that a task's examples are, or are made of.</summary>
    internal static IEnumerable<AnswersSource> In(ITask task) =>
        (task is TaskWithoutTestItems without ? without.Parts : [task, task.Source]).OfType<AnswersSource>().Distinct();

    /// <summary>That of what is asked. What answers is known by its cell, which stands in the name of a training beside this.</summary>
    string ISource.Fingerprint(SourceContext context) =>
        View is null ? On.Source.Fingerprint(context) : $"{On.Source.Fingerprint(context)} {View.Source.Fingerprint(context)}";

    IEnumerable<Record> ISource.Read(SourceRequest request)
    {
        var records = Shown.Source.Read(request);
        if (request.Split == Split.Test || request.Context.Made(this, request.Language) is not { } made)
            return Planned(View is null ? records : Seen(records, request), request.Split == Split.Train ? Items : int.MaxValue);
        return Answered(records, [.. made.Select(folder => AnswersFile.Read(folder, request.Split))], request.Language);
    }

    Example ITask.Format(Record record)
    {
        var asked = Shown.Format(record);
        var prompt = asked.Segments.TakeWhile(s => !s.Train);
        return new Example(asked.ItemId, asked.Language, asked.Task, [.. prompt, new Segment(record[Into], Role.Assistant, true)])
        {
            SoftLabels = record.Fields.TryGetValue(SoftLabelText.Field, out var soft) ? SoftLabelText.Read(soft) : [],
        };
    }

    private IEnumerable<Record> Planned(IEnumerable<Record> records, int most) =>
        records.Take(most).Select(r => With(r, Shown.Format(r).Completion));

    private IEnumerable<Record> Answered(
        IEnumerable<Record> records,
        IReadOnlyDictionary<string, PredictionLine>[] answers,
        Language language
    )
    {
        foreach (var record in records)
        {
            var lines = answers.Select(a => a.GetValueOrDefault(record.ItemId)).ToList();
            if (lines[0] is { } line && lines.TrueForAll(l => l is not null) && Filter.Keeps(line, lines.ElementAtOrDefault(1), language))
                yield return With(record, line.Output, line);
        }
    }

    /// <summary>The view's records of items that are asked.</summary>
    /// <exception cref="InputException">There is none: the two sources name their items differently.</exception>
    private List<Record> Seen(IEnumerable<Record> records, SourceRequest request)
    {
        var asked = On.Source.Read(request).Select(r => r.ItemId).ToHashSet(StringComparer.Ordinal);
        var seen = records.Where(r => asked.Contains(r.ItemId)).ToList();
        return seen.Count > 0 || asked.Count == 0
            ? seen
            : throw new InputException(
                $"the view's source '{View!.Source.Info.Name}' has none of the items of '{On.Source.Info.Name}'",
                $"Answers, view, language {request.Language.Code}",
                "Make the view of the source that is asked, such as CodeSwitched(source, …)."
            );
    }

    private static string Text(SourceInfo source) =>
        string.Join(
            ", ",
            source.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {s.Value}").Prepend(source.Name)
        );

    private Record With(Record record, string completion, PredictionLine? line = null)
    {
        var fields = new Dictionary<string, string>(record.Fields, StringComparer.Ordinal) { [Into] = completion };
        if (line?.SoftLabels is { } soft)
            fields[SoftLabelText.Field] = SoftLabelText.Of(soft);
        if (line?.Confidence is { } sure)
            fields["confidence"] = sure.ToString("R", CultureInfo.InvariantCulture);
        return record with { Fields = fields };
    }
}
