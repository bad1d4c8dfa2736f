using System.Security.Cryptography;
using System.Text.Json;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Prompts;

namespace Clt.Running.Evaluation;

/// <summary>Hashes of an evaluation set: what a comparison holds against that of another run.</summary>
internal static class AskedQuestions
{
    private const int Digits = 12;

    /// <summary>The task with its settings, and the items of each language.</summary>
    public static AskedTask Of(Measurement measurement, IEnumerable<AskedItems> items)
    {
        var info = measurement.Task.Info;
        var settings = info.Settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        settings["scoring"] = $"{info.Scoring}";
        settings["new tokens"] = $"{info.MaxNewTokens}";
        settings["stop"] = List(info.Stop);
        if (info.Labels.Count > 0)
            settings["labels"] = List(info.Labels);
        if (info.Tags.Count > 0)
            settings["tags"] = List(info.Tags);
        if (measurement.Lengths.Text is { Length: > 0 } lengths)
            settings["prompts"] = lengths;
        foreach (var (name, value) in (measurement.FewShot ?? info.FewShot)?.Settings ?? new Dictionary<string, string>())
            settings[$"few-shot {name}"] = value;
        return new AskedTask(info.Name, settings, [.. items]);
    }

    /// <summary>The items of a language.</summary>
    public static AskedItems Of(FittedItems fitted, PromptMaker prompts) =>
        new(
            fitted.Language.Code,
            [.. fitted.Items.Select(i => i.Item.ItemId)],
            [.. fitted.Items.Select(i => Question(i.Item, i.Dropped, prompts))],
            [.. fitted.Items.Select(i => Hash(i.Item.References))]
        );

    private static string Question(Example item, int dropped, PromptMaker prompts)
    {
        var turns = prompts.Turns(item, dropped).ToList();
        var solved = turns.SkipLast(1).SelectMany(e => new[] { e.Prompt, e.Completion });
        return Hash([.. solved, item.Prompt, item.UnconditionalPrompt ?? "", .. item.Choices]);
    }

    private static string Hash(IReadOnlyList<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(texts)))[..Digits];

    private static string List(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts);
}
