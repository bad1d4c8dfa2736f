using Clt.Engine.Objectives;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using Clt.Running.Kinds;
using Clt.Running.Prompts;

namespace Clt.Running.Training;

/// <summary>
/// Measures a model while it is trained, on held-out examples of the evaluated languages: test items stay unseen until the end.
/// </summary>
/// <param name="kind">The model's kind.</param>
/// <param name="measurement">The task, languages and metrics; metrics that ask services or models are left out.</param>
/// <param name="count">Items a language.</param>
/// <param name="prompts">Makes the prompts.</param>
/// <param name="context">For reading items.</param>
internal sealed class LearningCurve(IModelKind kind, Measurement measurement, int count, PromptMaker prompts, SourceContext context)
{
    private IReadOnlyList<(Language Language, IReadOnlyList<Example> Items)>? _items;

    /// <summary>A figure for each metric and language, by the name <c>metric/language</c>.</summary>
    public IReadOnlyDictionary<string, double> Measure(IObjective objective)
    {
        // Not disposed of: the model is being trained.
        var model = kind.Answering(objective.Model.Whole);
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (language, items) in _items ??= Items())
        {
            var lines = new PredictionLine?[items.Count];
            model.Answer(items, [.. Enumerable.Range(0, items.Count)], (item, line, _) => lines[item] = line, context.Cancel);
            var predictions = lines.OfType<PredictionLine>().Select(l => l.Of(language)).ToList();
            foreach (var metric in measurement.Metrics.Where(m => m is not IBatchMetric))
                figures[$"{metric.Info.Name}/{language.Code}"] = metric.Aggregate([.. predictions.Select(metric.Score)]);
        }

        return figures;
    }

    private List<(Language, IReadOnlyList<Example>)> Items() =>
        [
            .. measurement
                .Languages.Select(l => (Language: l, Items: MixtureDraw.HeldOut(measurement.Task, l, count, context)))
                .Select(l => (l.Language, FittedItems.Of(l.Language, l.Items, prompts, measurement.Lengths, kind).Prompts))
                .Where(l => l.Prompts.Count > 0),
        ];
}
