using System.Globalization;
using Clt.Engine.Data;
using Clt.Engine.States;
using Clt.Recipes.Cells;
using Clt.Recipes.States;
using Clt.Results.Statistics.Representation;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Evaluation;

namespace Clt.Running.States;

/// <summary>Aligns the words of translations by their states, layer by layer; the links are kept as predictions.</summary>
internal sealed class AlignmentMeasure(
    WordAlignmentTask task,
    Measurement measurement,
    IReadOnlyList<int> layers,
    StateStore store,
    CellFolder folder,
    CellServices services,
    CellProgress progress
)
{
    private readonly SourceContext _context = services.Sources;

    public IReadOnlyList<ScoreRecord> Run()
    {
        var scores = new List<ScoreRecord>();
        var other = MixtureDraw.Test(task, task.Pivot, int.MaxValue, _context).ToDictionary(e => e.ItemId);
        var languages = measurement.Languages.Where(l => l != task.Pivot).ToList();
        foreach (var (language, i) in languages.Select((l, i) => (l, i)))
        {
            services.Cancel.ThrowIfCancellationRequested();
            progress.Evaluating(language.Code, i, languages.Count, 0);
            var first = MixtureDraw
                .Test(task, language, int.MaxValue, _context)
                .Where(e => other.ContainsKey(e.ItemId))
                .Take(measurement.Items)
                .ToList();
            var second = first.Select(e => other[e.ItemId]).ToList();
            IReadOnlyList<(int, int)>?[] gold = [.. EachExample.Read(first.Zip(second), Gold)];
            var (texts, translations) = (Texts(first), Texts(second));
            store.Prepare(texts, layers);
            store.Prepare(translations, layers);
            foreach (var layer in layers)
            {
                var links = Links(store.Read(texts, layer), first, store.Read(translations, layer), second);
                Keep(language, layer, first, links);
                List<AlignedWords> aligned = [.. links.Select((l, s) => new AlignedWords(l, Tags(first[s]), Tags(second[s]), gold[s]))];
                scores.AddRange(
                    task.Alignments.Select(metric =>
                        ItemScoring.Record(language, metric, [.. first.Select(e => e.ItemId)], [.. aligned.Select(metric.Score)]) with
                        {
                            Axes = new Dictionary<string, string> { [AxisInfo.Layer] = $"{layer}" },
                        }
                    )
                );
            }
        }

        return scores;
    }

    private List<IReadOnlyList<(int First, int Second)>> Links(
        StateRows x,
        IReadOnlyList<Example> first,
        StateRows y,
        IReadOnlyList<Example> second
    )
    {
        var links = new List<IReadOnlyList<(int, int)>>();
        for (var (s, i, j) = (0, 0, 0); s < first.Count; i += first[s].Words.Count, j += second[s].Words.Count, s++)
            links.Add(WordAlignment.Of(x.Matrix(i, first[s].Words.Count), y.Matrix(j, second[s].Words.Count), task.By));
        return links;
    }

    private void Keep(Language language, int layer, List<Example> items, List<IReadOnlyList<(int First, int Second)>> links)
    {
        var lines = items.Zip(
            links,
            (e, l) =>
                new PredictionLine(
                    e.ItemId,
                    e.Prompt,
                    string.Join(' ', l.Select(p => $"{p.First}-{p.Second}")),
                    e.References,
                    null,
                    l.Count
                )
        );
        new PredictionFile(folder.Predictions(Path.Combine($"layer {layer}", language.Code))).Write([.. lines]);
    }

    /// <summary>Links in the form of Pharaoh, <c>0-0 1-2</c>.</summary>
    private IReadOnlyList<(int, int)>? Gold((Example First, Example Second) pair)
    {
        if (!task.HasGold)
            return null;
        var links = new List<(int, int)>();
        foreach (var text in pair.First.References[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var places = text.Split('-').Select(Place).ToList();
            if (
                places.Count != 2
                || places.Exists(p => p < 0)
                || places[0] >= pair.First.Words.Count
                || places[1] >= pair.Second.Words.Count
            )
            {
                throw new InputException(
                    $"'{text}' is no link of {pair.First.Words.Count} and {pair.Second.Words.Count} words",
                    $"task {task.Info.Name}, item {pair.First.ItemId} ({pair.First.Language.Code})",
                    "Write places from 0, the language's and the other's: 0-0 1-2."
                );
            }

            links.Add((places[0], places[1]));
        }

        return links;
    }

    private static int Place(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1;

    private StateTexts Texts(IEnumerable<Example> items) =>
        new([.. items.Select(e => new StateText(e.ItemId, e.Language, e.Words))], task.Words);

    private static IReadOnlyList<string> Tags(Example example) => example.Completion.Split(' ');
}
