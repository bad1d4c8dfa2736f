using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Kernels;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Running.Answering;

/// <summary>Labels texts, or tags their words, by the head of an encoder.</summary>
internal sealed class LabelEvaluator(EncoderModel model, EncoderTokenizer reader, TaskInfo task) : IEvaluator
{
    private const int BatchTokens = 4096;

    /// <summary>Soft labels: so many of the most probable ones are kept of each answer; 0 for the answers alone.</summary>
    public int Soft { get; set; }

    public long Parameters => model.Parameters.Count;

    public bool InGroups => true;

    /// <summary>Whether words have answers of their own.</summary>
    private bool OfWords => task.Scoring != Scoring.Label;

    public void Answer(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        var read = EachExample.Read(group.Select(i => items[i]), Read);
        foreach (var range in MicroBatches.Split([.. read.Select(r => r.Sequence.Ids.Length)], BatchTokens))
        {
            cancel.ThrowIfCancellationRequested();
            var part = read.Take(range).ToList();
            var lines = Answers(part);
            for (var i = 0; i < lines.Count; i++)
                made(group[range.Start.Value + i], lines[i], part[i].Sequence.Ids.Length);
        }
    }

    public void Dispose() => model.Dispose();

    private Asked Read(Example item)
    {
        _ = GoldLabels.Of(item, task);
        var (sequence, places) = OfWords ? reader.Words(item) : (reader.Prompt(item), []);
        return new Asked(item, sequence, places);
    }

    private List<PredictionLine> Answers(IReadOnlyList<Asked> asked)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var batch = model.Batch([.. asked.Select(a => a.Sequence)]);
        var hidden = model.Forward(batch);
        int[][]? places = OfWords ? [.. asked.Select(a => a.Places)] : null;
        if (task.Scoring == Scoring.Parse)
            return Trees(asked, model.Trees(hidden, batch.Packed, places!));
        var labels = model.Labels(hidden, batch.Packed, places);
        var logs = task.Scoring == Scoring.Tag && Soft == 0 ? null : model.Logits(hidden, batch.Packed).log_softmax(1);
        // A label's own log-probability, for metrics of calibration; a sequence of tags has none that is comparable.
        var sure = task.Scoring == Scoring.Label ? HostValues.Of<float>(logs!.amax([1L])) : null;
        var whole = task.Scoring == Scoring.Joint ? HostValues.Of<long>(logs!.argmax(1)) : null;
        var names = whole is null ? model.Config.Labels : model.Config.TokenLabels;
        var probable = Soft == 0 ? null : HostValues.Of<float>(logs!.exp());
        var lines = new List<PredictionLine>();
        for (var i = 0; i < asked.Count; i++)
        {
            var (item, start) = (asked[i].Item, batch.Packed.Starts[i]);
            var given = labels[i].Select(id => names[id]);
            if (whole is not null)
                given = given.Prepend(model.Config.Labels[(int)whole[i]]);
            int[] rows = OfWords ? [.. asked[i].Places.Select(p => start + p)] : [i];
            lines.Add(
                new PredictionLine(item.ItemId, item.Prompt, string.Join(' ', given), item.References, sure?[i], labels[i].Length)
                {
                    SoftLabels = probable is null ? null : [.. rows.Select(r => Kept(probable, r))],
                }
            );
        }

        return lines;
    }

    /// <summary>A word a line: no part of speech, its head, its relation.</summary>
    private List<PredictionLine> Trees(IReadOnlyList<Asked> asked, IReadOnlyList<(int Head, int Relation)[]> trees)
    {
        string Text((int Head, int Relation)[] tree) =>
            string.Join('\n', tree.Select(w => $"_\t{w.Head}\t{model.Config.Labels[w.Relation]}"));
        return
        [
            .. asked.Zip(
                trees,
                (a, tree) => new PredictionLine(a.Item.ItemId, a.Item.Prompt, Text(tree), a.Item.References, null, tree.Length)
            ),
        ];
    }

    /// <summary>The most probable labels of a row of probabilities, the first of those that are alike first; to six digits.</summary>
    private Dictionary<string, double> Kept(float[] probable, int row)
    {
        var names = model.Config.Labels;
        var shares = names.Select((name, i) => (Name: name, Share: Math.Round(probable[(row * names.Count) + i], 6)));
        return shares.OrderByDescending(s => s.Share).Take(Soft).Where(s => s.Share > 0).ToDictionary(s => s.Name, s => s.Share);
    }

    /// <summary>An item, as the model reads it; the places of its words' first tokens where they are tagged.</summary>
    private sealed record Asked(Example Item, EncoderExample Sequence, int[] Places);
}
