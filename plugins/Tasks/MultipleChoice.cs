using System.Text.RegularExpressions;

namespace Clt.Plugins.Tasks;

/// <summary>
/// Multiple choice: a question whose options are ranked by their log-likelihood after it, as lm-evaluation-harness's
/// <c>multiple_choice</c>. Where the prompt shows the options, each with its letter, the letters are ranked (Hendrycks et al. 2021); else
/// their texts are (cloze form). The right one is trained.
/// </summary>
internal sealed partial class MultipleChoice : ITask
{
    private readonly IReadOnlyList<string> _choices;
    private readonly string _question;
    private readonly string _prompt;
    private readonly string _delimiter;
    private readonly bool _lettered;
    private readonly string? _unconditional;
    private readonly ChoiceAnswer _answer;

    public MultipleChoice(
        ISource source,
        string question,
        string choices,
        string answer,
        string answerIs,
        string prompt,
        string delimiter,
        string? unconditional
    )
    {
        _choices = choices.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (Source, _question, _prompt, _delimiter, _unconditional) = (source, question, prompt, delimiter, unconditional);
        _answer = new ChoiceAnswer(answer, answerIs);
        _lettered = prompt.Contains("{choices}", StringComparison.Ordinal);
        if (_choices.Count == 0)
        {
            throw new InputException("no field of choices is named", "task multiple-choice, choices", "Name it, such as \"choices\".");
        }

        if (!Place().IsMatch(prompt))
        {
            throw new InputException(
                $"the prompt '{prompt}' does not say where the question stands",
                "task multiple-choice, prompt",
                "Write {question} or another field there."
            );
        }

        Info = new TaskInfo(
            "multiple-choice",
            "choose the answer of a question",
            new Dictionary<string, string>
            {
                ["question"] = question,
                ["choices"] = string.Join(' ', _choices),
                ["answer"] = answer,
                ["answer is"] = answerIs,
                ["prompt"] = prompt,
                ["delimiter"] = delimiter,
                ["unconditional"] = unconditional ?? "none",
            },
            Scoring.Choices,
            unconditional is null ? ["acc", "acc-norm"] : ["acc", "acc-norm", "acc-mutual-info"]
        );
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record)
    {
        var where = $"task {Info.Name}, item {record.ItemId} ({record.Language.Code})";
        var choices = Choices(record);
        var problems = new List<Problem>();
        if (record[_question].Trim().Length == 0)
            problems.Add(new Problem("the question is empty", where, "Give it a text, or leave the item out."));
        if (_answer.Find(record, [.. choices.Select(c => c.Trim())], where, out var right) is { } wrong)
            problems.Add(wrong);
        try
        {
            // Looked at even where the answer is amiss: all that is wrong with an item is told at once.
            var cloze = Of(record, choices, choices, right);
            if (problems.Count == 0)
                return _lettered ? Of(record, choices, [.. choices.Select((_, i) => Letter(i))], right) : cloze;
        }
        catch (InputException e)
        {
            problems.AddRange(e.Problems);
        }

        throw new InputException(problems);
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Place();

    /// <summary>Fields <c>name.0</c>, <c>name.1</c>, …, as lists of JSON files become, or the fields that are named.</summary>
    private List<string> Choices(Record record)
    {
        if (_choices.Count > 1)
            return [.. _choices.Select(c => record[c])];
        List<string> listed = [];
        while (record.Fields.TryGetValue($"{_choices[0]}.{listed.Count}", out var choice))
            listed.Add(choice);
        return listed;
    }

    private static string Letter(int choice) => $"{(char)('A' + choice)}";

    private Example Of(Record record, IReadOnlyList<string> choices, IReadOnlyList<string> ranked, int right)
    {
        var prompt = Place()
            .Replace(
                _prompt,
                m =>
                    m.Groups[1].Value switch
                    {
                        "question" => record[_question],
                        "choices" => string.Join('\n', choices.Select((c, i) => $"{Letter(i)}. {c.Trim()}")),
                        var field => record[field],
                    }
            );
        return Example.MultipleChoice(record.ItemId, record.Language, Info.Name, prompt, ranked, right, _delimiter, _unconditional);
    }
}
