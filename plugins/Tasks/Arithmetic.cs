using System.ComponentModel;
using System.Globalization;

namespace Clt.Plugins.Tasks;

/// <summary>
/// A question in words, answered in digits: with its working (<c>23 + 4 = 27</c>) or the bare result (<c>27</c>). The rejected answer is
/// one too high.
/// </summary>
internal sealed class Arithmetic : ITask
{
    private readonly bool _working;

    public Arithmetic(ISource source, string answer)
    {
        Source = source;
        _working = answer switch
        {
            "working" => true,
            "result" => false,
            _ => throw new InputException(
                $"there is no answer '{answer}'",
                "task number-arithmetic",
                Suggest.DidYouMean(answer, ["working", "result"], "Write \"working\" or \"result\".")
            ),
        };
        Info = new TaskInfo(
            "number-arithmetic",
            "answer an arithmetic question in number words",
            new Dictionary<string, string> { ["answer"] = answer },
            Scoring.Generate,
            ["number-match"],
            // Digits, signs and spaces, a byte a token at worst: "499 + 499 = 998" and the end.
            MaxNewTokens: _working ? 18 : 6
        );
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record)
    {
        var answer = record["answer"];
        var before = _working ? $"{record["expression-digits"]} = " : "";
        return Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["question"] + "\n", before + answer) with
        {
            References = [answer],
            Rejected = before + Next(answer),
        };
    }

    /// <summary>The number after a result: a wrong answer that looks like the right one, for objectives on preferences.</summary>
    private static string Next(string answer) =>
        (long.Parse(answer, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class ArithmeticRecipes
{
    /// <summary>
    /// Arithmetic in number words, scored by <c>number-match</c>: the last number of the output is the result. For objectives on
    /// preferences the rejected answer is one too high.
    /// </summary>
    /// <param name="on">
    /// Records with the fields <c>question</c>, <c>expression-digits</c> and <c>answer</c>, such as <c>NumberWords()</c>.
    /// </param>
    /// <param name="answer"><c>"working"</c> (<c>23 + 4 = 27</c>) or <c>"result"</c> (<c>27</c>).</param>
    [Description("number words: question, expression-digits and answer")]
    public static ITask Arithmetic(ISource on, string answer = "working") => new Arithmetic(on, answer);
}
