using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Kernels;
using Clt.Results.Store;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Running.Answering;

/// <summary>Labels texts, or tags their words, by the head of an encoder.</summary>
internal sealed class LabelAnswerer(EncoderModel model, EncoderTokenizer reader, TaskInfo task) : IAnswerer
{
    private const int BatchTokens = 4096;

    public long Parameters => model.Parameters.Count;

    public bool InGroups => true;

    public void Answer(IReadOnlyList<Example> items, IReadOnlyList<int> group, Action<int, PredictionLine, int> made, CancellationToken cancel)
    {
        var read = EachExample.Read(group.Select(i => items[i]), Read);
        foreach (var range in MicroBatches.Split([.. read.Select(r => r.Sequence.Ids.Length)], BatchTokens))
        {
            cancel.ThrowIfCancellationRequested();
            var answers = Answers([.. read.Take(range)]);
            for (var i = 0; i < answers.Count; i++)
            {
                var place = group[range.Start.Value + i];
                var (item, sequence) = (items[place], read[range.Start.Value + i].Sequence);
                var line = new PredictionLine(item.ItemId, item.Prompt, answers[i].Text, item.References, answers[i].LogLikelihood, answers[i].Labels);
                made(place, line, sequence.Ids.Length);
            }
        }
    }

    public void Dispose() => model.Dispose();

    private (EncoderExample Sequence, int[] Places) Read(Example item)
    {
        // A gold label that the head cannot give would be counted as a mistake of the model's.
        LabelIds.Of(item, task.Labels, task.Scoring == Scoring.Tag);
        return task.Scoring == Scoring.Tag ? reader.Words(item) : (reader.Prompt(item), []);
    }

    private List<(string Text, double? LogLikelihood, int Labels)> Answers(IReadOnlyList<(EncoderExample Sequence, int[] Places)> read)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var batch = new EncoderBatch([.. read.Select(r => r.Sequence)]);
        var hidden = model.Forward(batch.Packed, batch.TokenTypes);
        var tags = task.Scoring == Scoring.Tag;
        var labels = model.Labels(hidden, batch.Packed, tags ? [.. read.Select(r => r.Places)] : null);
        // A label's own log-probability, for metrics of calibration; a sequence of tags has none that is comparable.
        var sure = tags ? null : HostValues.Of<float>(model.Logits(hidden, batch.Packed).log_softmax(1).amax([1L]));
        return [.. labels.Select((l, i) => (string.Join(' ', l.Select(id => model.Config.Labels[id])), (double?)sure?[i], l.Length))];
    }
}
