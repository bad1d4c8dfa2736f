namespace Clt.Plugins.Tasks.MathReasoning;

/// <summary>A mathematics problem and its solution step by step, asked for in the problem's own language as MGSM does (Shi et al. 2022).</summary>
internal sealed class MathReasoning : ITask
{
    /// <summary>What stands before a problem and before its solution; English where a language has no line.</summary>
    private static readonly Dictionary<string, (string Question, string Answer)> Labels = new()
    {
        ["eng"] = ("Question:", "Step-by-Step Answer:"),
        ["deu"] = ("Frage:", "Schritt-für-Schritt-Antwort:"),
        ["spa"] = ("Pregunta:", "Respuesta paso a paso:"),
        ["fra"] = ("Question :", "Réponse étape par étape :"),
        ["por"] = ("Pergunta:", "Resposta passo a passo:"),
        ["rus"] = ("Задача:", "Пошаговое решение:"),
        ["swa"] = ("Swali:", "Jibu la Hatua kwa Hatua:"),
        ["ben"] = ("প্রশ্ন:", "ধাপে ধাপে উত্তর:"),
        ["tel"] = ("ప్రశ్న:", "దశలవారీగా సమాధానం:"),
        ["tha"] = ("โจทย์:", "คำตอบทีละขั้นตอน:"),
        ["jpn"] = ("問題：", "ステップごとの答え："),
        ["zho"] = ("问题：", "逐步解答："),
        ["kor"] = ("질문:", "단계별 답변:"),
        ["ara"] = ("السؤال:", "الإجابة خطوة بخطوة:"),
    };

    public MathReasoning(ISource source, int shots, int newTokens, ExemplarLanguage exemplars)
    {
        List<Problem> problems = [];
        if (shots < 0) problems.Add(new Problem($"shots is {shots}", "task math-reasoning", "Give 0 or more solved examples."));
        if (newTokens < 1) problems.Add(new Problem($"newTokens is {newTokens}", "task math-reasoning", "Give at least 1."));
        if (problems.Count > 0) throw new InputException(problems);
        Source = source;
        Info = new TaskInfo(
            "math-reasoning",
            "solve a mathematics problem step by step",
            new Dictionary<string, string> { ["template"] = "mgsm-native-cot-1", ["stop"] = "blank line" },
            Scoring.Generate,
            ["math-answer", "math-last-number"],
            newTokens)
        {
            // Seed 0: the exemplars in their own order, as MGSM shows them.
            FewShot = shots == 0 ? null : new FewShot(shots, exemplars, Seed: 0),
            // A base model goes on with a problem of its own after a blank line.
            Stop = ["\n\n"],
        };
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record)
    {
        var (question, answer) = Labels.GetValueOrDefault(record.Language.Iso639, Labels["eng"]);
        var space = question[^1] == '：' ? "" : " ";
        var prompt = $"{question}{space}{record["question"]}\n{answer}";
        var gold = record.Fields.GetValueOrDefault("answer") ?? record["solution"];
        var solution = record.Fields.GetValueOrDefault("solution") ?? gold;
        return Example.PromptCompletion(record.ItemId, record.Language, Info.Name, prompt, space + solution) with { References = [gold] };
    }
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class MathReasoningRecipes
{
    /// <summary>Mathematics problems, scored by <c>math-answer</c> (the answer where it is announced) and <c>math-last-number</c>.</summary>
    /// <param name="on">Records with <c>question</c>, and <c>solution</c> or <c>answer</c> or both: <c>Mgsm(…)</c>, <c>Gsm8k(…)</c>, <c>Mcot(…)</c>.</param>
    /// <param name="shots">Solved examples of the training part before each test item; MGSM's eight are its training part.</param>
    /// <param name="newTokens">Most tokens of a solution.</param>
    /// <param name="exemplars">Their language; a language without exemplars of its own needs English ones.</param>
    public static ITask MathReasoning(ISource on, int shots = 0, int newTokens = 320, ExemplarLanguage exemplars = ExemplarLanguage.Native) =>
        new MathReasoning(on, shots, newTokens, exemplars);
}
