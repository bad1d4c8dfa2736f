using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models.Seq2Seq;
using Clt.Formats.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>What an encoder-decoder makes of a reference batch: states of both halves, logits, loss, greedy ids and beams.</summary>
internal sealed class PairReference(SequenceToSequenceModel model, SafetensorsFile file) : IReference
{
    private readonly PairRows _rows = new(file);

    public int HighestId => _rows.Pairs.Max(p => Math.Max(p.Source.Max(), p.Labels.Max()));

    public void States(List<ModelCheck> checks)
    {
        using var noGrad = no_grad();
        using var batch = SequenceToSequenceBatch.Of(model.Config, _rows.Pairs);
        List<Tensor> encoder = [],
            decoder = [];
        var hidden = model.Decode(model.Encode(batch.Source, encoder.Add), batch, decoder.Add);
        if (file.Has("encoder_hidden_states"))
            checks.Add(References.HiddenStates("encoder states", file, "encoder_hidden_states", _rows.Source, encoder));
        if (file.Has("decoder_hidden_states"))
            checks.Add(References.HiddenStates("decoder states", file, "decoder_hidden_states", _rows.Target, decoder));
        checks.Add(
            References.OfTokens(
                "logits",
                file,
                "logits",
                _rows.Target,
                model.Logits(hidden),
                $"{model.Config.VocabularySize} logits a token"
            )
        );
    }

    public Tensor Loss()
    {
        using var batch = SequenceToSequenceBatch.Of(model.Config, _rows.Pairs);
        return model.Loss(model.Forward(batch), batch.Target.Targets!) / batch.Target.TargetCount;
    }

    public void Continuations(JsonElement numbers, List<ModelCheck> checks) =>
        ReferenceContinuations.Compare(
            numbers,
            Path.ChangeExtension(file.Path, ".json"),
            checks,
            (source, settings) => SequenceToSequenceGenerator.Generate(model, null, [source], settings, new Seed(1))[0],
            (source, settings) => SequenceToSequenceGenerator.Beams(model, null, [source], settings)[0]
        );
}
