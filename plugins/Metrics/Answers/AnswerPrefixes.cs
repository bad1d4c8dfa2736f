namespace Clt.Plugins.Metrics.Answers;

/// <summary>The phrases that announce an answer in the MGSM languages and those of the CLT studies. Case counts.</summary>
internal static class AnswerPrefixes
{
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["eng"] = ["The answer is"],
        ["deu"] = ["Die Antwort lautet", "Die Antwort ist"],
        ["spa"] = ["La respuesta es"],
        ["fra"] = ["La réponse est"],
        ["por"] = ["A resposta é"],
        ["rus"] = ["Ответ —", "Ответ:", "Ответ"],
        ["swa"] = ["Jibu ni"],
        ["swh"] = ["Jibu ni"],
        ["ben"] = ["উত্তর হল"],
        ["tel"] = ["సమాధానం"],
        ["tha"] = ["คำตอบคือ"],
        ["zho"] = ["答案是"],
        ["cmn"] = ["答案是"],
        ["jpn"] = ["答えは"],
        ["kor"] = ["정답은", "답은"],
        ["ara"] = ["الإجابة هي"],
        ["arb"] = ["الإجابة هي"],
    };

    /// <summary>The place after the last prefix of the language, or -1.</summary>
    public static int EndOfLast(string text, Language language) =>
        Table
            .GetValueOrDefault(language.Iso639, [])
            .Select(p => text.LastIndexOf(p, StringComparison.Ordinal) is >= 0 and var at ? at + p.Length : -1)
            .DefaultIfEmpty(-1)
            .Max();
}
