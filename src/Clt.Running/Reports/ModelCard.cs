using System.Globalization;
using System.Text;
using System.Text.Json;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Running.Reports;

/// <summary>
/// Model card (Mitchell et al. 2019) in the hub's form, <c>README.md</c>: metadata that the hub reads, the scores of the study's report,
/// and how the model was made. What is not known is not claimed: neither a licence nor an intended use.
/// </summary>
public static class ModelCard
{
    /// <param name="model">What is published: a cell's folder in <c>runs/STUDY/cells</c>, one below it, or any model's directory.</param>
    /// <param name="name"><c>owner/name</c>.</param>
    /// <param name="architecture">What <c>config.json</c> names, such as <c>LlamaForCausalLM</c>.</param>
    /// <exception cref="InputException">The study's results are damaged.</exception>
    public static string Of(string model, string name, string architecture)
    {
        var runs = Find(model) is { } cell ? Runs(cell) : [];
        var text = new StringBuilder("---\n");
        var languages = runs.SelectMany(r => r.TrainedOn.Concat(r.Result.Scores.Select(s => s.Language))).Distinct().ToList();
        if (languages.Count > 0)
            text.Append("language:\n").AppendJoin("", languages.Select(l => $"- {Language.Parse(l).Short}\n"));
        var kind = Kind(architecture);
        text.Append("library_name: transformers\n").Append(kind.Length > 0 ? $"pipeline_tag: {kind}\n" : "");
        text.Append("tags:\n- cross-lingual-transfer\n");
        if (kind.Length > 0)
            Index(text, name, kind, runs);
        text.Append("---\n\n").Append($"# {name.Split('/')[^1]}\n\n");
        if (runs.Count == 0)
            return text.Append("A model in the layout of transformers, written by CltHost; no study's results lie beside it.\n").ToString();
        Body(text, Find(model)!.Value, runs);
        return text.ToString();
    }

    /// <summary>The cell that a path is of or below, and its study's folder.</summary>
    private static (string Study, string Cell)? Find(string model)
    {
        for (var at = new DirectoryInfo(Path.GetFullPath(model)); at.Parent?.Parent is { } study; at = at.Parent)
        {
            if (at.Parent.Name == "cells" && File.Exists(Path.Combine(study.FullName, StudyFolder.ResultsFile)))
                return (study.FullName, at.Name);
        }

        return null;
    }

    private static IReadOnlyList<MeasuredRun> Runs((string Study, string Cell) cell) =>
        [.. ResultSet.Read(cell.Study).Runs.Where(r => r.Result.Cell == cell.Cell)];

    /// <summary>The hub's word for what a model of an architecture does; empty where it has none.</summary>
    private static string Kind(string architecture) =>
        architecture.EndsWith("ForCausalLM", StringComparison.Ordinal) || architecture.EndsWith("LMHeadModel", StringComparison.Ordinal)
            ? "text-generation"
        : architecture.EndsWith("ForConditionalGeneration", StringComparison.Ordinal) ? "text2text-generation"
        : architecture.EndsWith("ForSequenceClassification", StringComparison.Ordinal) ? "text-classification"
        : architecture.EndsWith("ForTokenClassification", StringComparison.Ordinal) ? "token-classification"
        : architecture.EndsWith("ForMaskedLM", StringComparison.Ordinal) ? "fill-mask"
        : "";

    /// <summary>Scores as the hub's pages read them.</summary>
    private static void Index(StringBuilder text, string name, string kind, IReadOnlyList<MeasuredRun> runs)
    {
        var scores = runs.SelectMany(r => r.Result.Scores.Select(s => (r.Task, Score: s)))
            .Where(s => double.IsFinite(s.Score.Value))
            .ToList();
        if (scores.Count == 0)
            return;
        text.Append($"model-index:\n- name: {Quoted(name.Split('/')[^1])}\n  results:\n");
        foreach (var set in scores.GroupBy(s => (s.Task, s.Score.Language)))
        {
            text.Append($"  - task:\n      type: {kind}\n    dataset:\n");
            text.Append($"      name: {Quoted($"{set.Key.Task}, {Language.Parse(set.Key.Language).Name}")}\n");
            text.Append($"      type: {Quoted(set.Key.Task)}\n    metrics:\n");
            foreach (var (_, score) in set)
            {
                text.Append($"    - type: {Quoted(score.Metric)}\n      name: {Quoted(score.Signature)}\n");
                text.Append(CultureInfo.InvariantCulture, $"      value: {score.Value:R}\n");
            }
        }
    }

    private static void Body(StringBuilder text, (string Study, string Cell) cell, IReadOnlyList<MeasuredRun> runs)
    {
        var first = runs[0];
        var set = ResultSet.Read(cell.Study);
        text.Append($"A model of the study {set.Study}, cell `{cell.Cell}`, seed {first.Result.Seed}.");
        if (first.TrainedOn.Count > 0)
            text.Append($" It was fine-tuned on {string.Join(", ", first.TrainedOn.Select(l => Language.Parse(l).Name))}.");
        text.Append("\n\n");
        if (first.Axes.Count > 0)
            text.Append(string.Join("; ", first.Axes.Select(a => $"{Safe(a.Key)}: {Safe(a.Value)}"))).Append(".\n\n");
        Scores(text, runs);
        string[] warnings = [MeasuredRun.ShortWarning(runs), MeasuredRun.OverlongWarning(runs), MeasuredRun.OlderWarning(runs)];
        foreach (var warning in warnings.Where(w => w.Length > 0))
            text.Append($"> {warning}\n\n");
        text.Append("## Training\n\n| | |\n|---|---|\n");
        text.Append($"| weights (SHA-256) | `{first.Result.Weights}` |\n");
        foreach (var (fact, value) in first.Result.Facts.Where(f => double.IsFinite(f.Value)))
            text.Append(CultureInfo.InvariantCulture, $"| {Safe(fact)} | {value:0.######} |\n");
        var settings = Path.Combine(cell.Study, "cells", cell.Cell, "cell.yaml");
        if (File.Exists(settings))
            text.Append("\nEverything that can change a number, as the cell's name hashes it:\n\n```yaml\n")
                .Append(File.ReadAllText(settings).Trim())
                .Append("\n```\n");
    }

    private static void Scores(StringBuilder text, IReadOnlyList<MeasuredRun> runs)
    {
        text.Append(
            "## Scores\n\n| task | language | metric | score | 95 % interval over items | items | signature |\n"
                + "|---|---|---|---:|---|---:|---|\n"
        );
        foreach (var (task, score) in runs.SelectMany(r => r.Result.Scores.Select(s => (r.Task, s))))
        {
            var interval = Format.Ends(score.Low, score.High, Format.Score);
            text.Append($"| {Safe(task)} | {Language.Parse(score.Language).Name} | {Safe(score.Metric)} | {Format.Score(score.Value)} ");
            text.Append($"| {interval} | {score.Items.Count} | `{Safe(score.Signature)}` |\n");
        }

        text.Append('\n');
    }

    /// <summary>A text of others in a table's cell.</summary>
    private static string Safe(string text) => text.Replace("|", "\\|").Replace("<", "&lt;").ReplaceLineEndings(" ");

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
