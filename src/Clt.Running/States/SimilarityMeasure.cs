using Clt.Engine.States;
using Clt.Recipes.Cells;
using Clt.Recipes.States;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Evaluation;

namespace Clt.Running.States;

/// <summary>Measures how alike the states of translations are, layer by layer.</summary>
internal sealed class SimilarityMeasure(
    SimilarityTask task,
    Measurement measurement,
    IReadOnlyList<int> layers,
    StateStore store,
    CellServices services,
    CellProgress progress
)
{
    private readonly SourceContext _context = services.Sources;

    public IReadOnlyList<ScoreRecord> Run()
    {
        var scores = new List<ScoreRecord>();
        var languages = measurement.Languages.Where(l => task.HoldsPairs || l != task.Pivot).ToList();
        var other = task.HoldsPairs ? [] : MixtureDraw.Test(task, task.Pivot, int.MaxValue, _context).ToDictionary(e => e.ItemId);
        foreach (var (language, i) in languages.Select((l, i) => (l, i)))
        {
            services.Cancel.ThrowIfCancellationRequested();
            progress.Evaluating(language.Code, i, languages.Count, 0);
            var items = MixtureDraw
                .Test(task, language, int.MaxValue, _context)
                .Where(e => task.HoldsPairs || other.ContainsKey(e.ItemId))
                .Take(measurement.Items)
                .ToList();
            // The translation of a direction's text is in the language of its prompt.
            var from = task.HoldsPairs ? language.From ?? task.Pivot : task.Pivot;
            var texts = Texts(items.Select(e => (e, language.To, task.HoldsPairs ? e.Prompt : e.Completion)));
            var translations = Texts(items.Select(e => (e, from, task.HoldsPairs ? e.Completion : other[e.ItemId].Completion)));
            store.Prepare(texts, layers);
            store.Prepare(translations, layers);
            foreach (var layer in layers)
                scores.AddRange(Scores(language, [.. items.Select(e => e.ItemId)], texts, translations, layer));
        }

        return scores;
    }

    private IEnumerable<ScoreRecord> Scores(
        Language language,
        IReadOnlyList<string> items,
        StateTexts texts,
        StateTexts translations,
        int layer
    )
    {
        var (x, y) = (store.Read(texts, layer).Matrix(0, items.Count), store.Read(translations, layer).Matrix(0, items.Count));
        foreach (var metric in task.Similarities)
        {
            var scored = metric.Score(x, y, items);
            yield return ItemScoring.Record(language, metric, [.. scored.Select(s => s.Item)], [.. scored.Select(s => s.Score)]) with
            {
                Axes = new Dictionary<string, string> { [AxisInfo.Layer] = $"{layer}" },
            };
        }
    }

    private static StateTexts Texts(IEnumerable<(Example Item, Language Language, string Text)> items) =>
        new([.. items.Select(i => new StateText(i.Item.ItemId, i.Language, [i.Text]))], PieceState.Mean);
}
