using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Formats.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>What an encoder makes of a reference batch: hidden states, logits, sentence embeddings, loss.</summary>
internal sealed class EncoderReference(EncoderModel model, SafetensorsFile file) : IReference
{
    private readonly ReferenceRows _rows = new(file);

    public int HighestId => _rows.Sequences.Max(s => s.Max());

    public void States(List<ModelCheck> checks)
    {
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of(_rows.Sequences);
        var states = new List<Tensor>();
        var hidden = model.Forward(batch, TokenTypes(), states.Add);
        if (file.Has("hidden_states"))
            checks.Add(References.HiddenStates("hidden states", file, "hidden_states", _rows, states));
        if (file.Has("last_hidden_state"))
            checks.Add(
                References.OfTokens("last hidden state", file, "last_hidden_state", _rows, hidden, $"width {model.Config.HiddenSize}")
            );
        if (file.Has("logits") && model.Config.Head != EncoderHead.None)
            checks.Add(Logits(model.Logits(hidden, batch)));
        if (file.Has("embedding"))
            checks.Add(OfSequences("embeddings", "embedding", Pooling.Normalized(Pooling.Mean(hidden, batch))));
    }

    public Tensor Loss()
    {
        using var batch = PackedBatch.Of(_rows.Sequences);
        using var targets = Targets();
        return model.Loss(model.Forward(batch, TokenTypes()), batch, targets) / targets.Count;
    }

    public void Continuations(JsonElement numbers, List<ModelCheck> checks)
    {
        // An encoder writes nothing.
    }

    private EncoderTargets Targets()
    {
        if (file["labels"].Type == TensorType.F32)
        {
            var numbers = file.Values<float>("labels").ToArray();
            return EncoderTargets.Rows([.. numbers.Chunk(numbers.Length / _rows.Sequences.Count)]);
        }

        var labels = file.Values<long>("labels");
        return EncoderTargets.Ids(model.Config.Head == EncoderHead.Sequence ? labels.ToArray() : _rows.Packed(labels));
    }

    private ModelCheck Logits(Tensor logits) =>
        model.Config.Head == EncoderHead.Sequence
            ? OfSequences("logits", "logits", logits)
            : References.OfTokens("logits", file, "logits", _rows, logits, $"{logits.shape[^1]} logits a token");

    private ModelCheck OfSequences(string name, string tensor, Tensor values)
    {
        References.Require(file, tensor, file[tensor].Shape.SequenceEqual(values.shape), $"[{string.Join(", ", values.shape)}]");
        var (mine, theirs) = (References.Floats(values).ToArray(), file.Values<float>(tensor).ToArray());
        var worst = References.Worst(mine.Zip(theirs, (a, b) => (double)Math.Abs(a - b)));
        return new ModelCheck(name, worst / theirs.Max(Math.Abs), References.StateTolerance, "of the largest");
    }

    private Tensor? TokenTypes() => file.Has("token_type_ids") ? tensor(_rows.Packed(file.Values<long>("token_type_ids"))) : null;
}
