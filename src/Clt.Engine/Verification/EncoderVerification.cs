using Clt.Engine.Checkpoints;
using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>What an encoder makes of a reference batch: hidden states, logits, sentence embeddings, loss.</summary>
internal static class EncoderVerification
{
    /// <summary>Hidden states, logits and embeddings, as far as the file has them.</summary>
    public static void States(EncoderModel model, SafetensorsFile file, ReferenceRows rows, List<ModelCheck> checks)
    {
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of(rows.Sequences);
        var states = new List<Tensor>();
        var hidden = model.Forward(batch, TokenTypes(file, rows), states.Add);
        if (file.Has("hidden_states")) checks.Add(References.HiddenStates(file, rows, states));
        if (file.Has("last_hidden_state")) checks.Add(References.OfTokens("last hidden state", file, "last_hidden_state", rows, hidden, $"width {model.Config.HiddenSize}"));
        if (file.Has("logits") && model.Config.Head != EncoderHead.None) checks.Add(Logits(model, file, rows, model.Logits(hidden, batch)));
        if (file.Has("embedding")) checks.Add(OfSequences("embeddings", file, "embedding", Pooling.Normalized(Pooling.Mean(hidden, batch))));
    }

    /// <summary>The mean loss of the reference's labels.</summary>
    public static Tensor Loss(EncoderModel model, SafetensorsFile file, ReferenceRows rows)
    {
        using var batch = PackedBatch.Of(rows.Sequences);
        using var targets = EncoderTargets.Ids(Labels(model, file, rows));
        return model.Loss(model.Forward(batch, TokenTypes(file, rows)), batch, targets) / targets.Count;
    }

    private static long[] Labels(EncoderModel model, SafetensorsFile file, ReferenceRows rows)
    {
        var labels = file.Values<long>("labels");
        return model.Config.Head == EncoderHead.Sequence ? labels.ToArray() : rows.Packed(labels);
    }

    private static ModelCheck Logits(EncoderModel model, SafetensorsFile file, ReferenceRows rows, Tensor logits) =>
        model.Config.Head == EncoderHead.Sequence
            ? OfSequences("logits", file, "logits", logits)
            : References.OfTokens("logits", file, "logits", rows, logits, $"{logits.shape[^1]} logits a token");

    private static ModelCheck OfSequences(string name, SafetensorsFile file, string tensor, Tensor values)
    {
        References.Require(file, tensor, file[tensor].Shape.SequenceEqual(values.shape), $"[{string.Join(", ", values.shape)}]");
        var (mine, theirs) = (References.Floats(values).ToArray(), file.Values<float>(tensor).ToArray());
        var worst = References.Worst(mine.Zip(theirs, (a, b) => (double)Math.Abs(a - b)));
        return new ModelCheck(name, worst / theirs.Max(Math.Abs), References.StateTolerance, "of the largest");
    }

    private static Tensor? TokenTypes(SafetensorsFile file, ReferenceRows rows) =>
        file.Has("token_type_ids") ? tensor(rows.Packed(file.Values<long>("token_type_ids"))) : null;
}
