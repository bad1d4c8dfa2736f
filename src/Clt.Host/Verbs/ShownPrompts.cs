using System.Globalization;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Tokenization;
using Clt.Recipes.Checks;
using Clt.Running.Data;
using Clt.Running.Prompts;

namespace Clt.Host.Verbs;

/// <summary>Makes the examples and prompts that <c>clt data show</c> prints.</summary>
internal sealed class ShownPrompts
{
    private readonly SourceContext _source;
    private readonly HubTokenizer? _tokenizer;
    private readonly ModelChat? _chat;

    /// <param name="source">For reading records.</param>
    /// <param name="model">
    /// A folder with a tokenizer, and with a chat template for tasks that ask in chat turns; or a tokenizer's file; or null.
    /// </param>
    /// <exception cref="InputException">There is no tokenizer, or a file is damaged.</exception>
    public ShownPrompts(SourceContext source, string? model)
    {
        _source = source;
        if (model is null)
            return;
        _tokenizer = TokenizerLoader.Load(model);
        _chat = Directory.Exists(model) ? ModelChat.Find(model, _tokenizer) : null;
    }

    /// <summary>The first examples of each task of a language: those to train on, then those to test on as evaluation asks them.</summary>
    /// <exception cref="InputException">The data are missing or wrong, or there are too few solved examples.</exception>
    public IEnumerable<ShownExample> First(StudyData data, int count) =>
        data
            .Trained.SelectMany(t =>
                Records(t, data.Language, Split.Train).Take(count).Select(r => Shown(true, t, Trained(t, t.Format(r))))
            )
            .Concat(data.Tested.SelectMany(t => Tested(data, t, count)));

    /// <summary>The prompt of one test item of each task of a language.</summary>
    /// <param name="data">The tasks.</param>
    /// <param name="item">Its id, or its number in the test part, from 1.</param>
    /// <exception cref="InputException">There is no such item, or no chat template where the task asks in chat turns.</exception>
    public IEnumerable<ShownExample> One(StudyData data, string item) =>
        data.Tested.Select(t => Shown(false, t, Maker(t, data.FewShotOf(t)).Of(t.Format(Find(t, data.Language, item)))));

    private Record Find(ITask task, Language language, string item)
    {
        var records = Records(task, language, Split.Test).ToList();
        var place = records.FindIndex(r => r.ItemId == item);
        if (place < 0 && int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            place = number - 1;
        return place >= 0 && place < records.Count
            ? records[place]
            : throw new InputException(
                $"the test part has no item {item} in {language.Name}",
                $"--item, task {task.Info.Name}",
                records.Count == 0
                    ? "It has none at all."
                    : $"Give a number from 1 to {records.Count}, or an id such as {records[0].ItemId}."
            );
    }

    /// <summary>Without a template, what a task asks in chat turns is shown as it is.</summary>
    private IEnumerable<ShownExample> Tested(StudyData data, ITask task, int count)
    {
        var made = ChatTasks.AsksInTurns(task) && _chat is null ? null : Maker(task, data.FewShotOf(task));
        var items = Records(task, data.Language, Split.Test).Take(count).Select(task.Format);
        return items.Select(e => Shown(false, task, made?.Of(e) ?? e));
    }

    private Example Trained(ITask task, Example example) =>
        ChatTasks.AsksInTurns(task) && _chat is not null ? Maker(task, null).Trained(example) : example;

    private IEnumerable<Record> Records(ITask task, Language language, Split split) =>
        task.Source.Read(new SourceRequest(language, split, _source));

    private PromptMaker Maker(ITask task, FewShot? shots)
    {
        if (ChatTasks.AsksInTurns(task) && _chat is null)
        {
            throw new InputException(
                "the task asks in chat turns, and no chat template is known",
                $"task {task.Info.Name}",
                "Name the folder of a model that has one: --tokenizer DIR."
            );
        }

        return new PromptMaker(task, _source, _chat, shots);
    }

    private ShownExample Shown(bool trained, ITask task, Example example) =>
        new(trained, task.Info.Name, PromptView.Of(example, _tokenizer), _tokenizer is not null)
        {
            Choices = example.Choices,
            SoftLabels = example.SoftLabels,
        };
}
