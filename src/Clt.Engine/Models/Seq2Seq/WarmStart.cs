using System.Text.Json.Nodes;
using Clt.Engine.Devices;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Parameters;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Seq2Seq;

/// <summary>
/// Warm-starting an encoder-decoder from a trained encoder (Rothe et al. 2020, arXiv 1907.12461, BERT2BERT; Conneau and Lample 2019,
/// section 5): both stacks begin with its weights, each its own copy, over one embedding, which is the head as well.
/// </summary>
/// <remarks>
/// The decoder's self-attention looks back only. Its cross-attention is fresh, or the encoder's own where that has one between texts (VECO:
/// Luo et al. 2021, arXiv 2010.16046, section 3.3): there it learnt to read the last states of another text. The decoder's last norm is
/// made smaller where logits would begin with a variance above one: in an encoder a head with a norm of its own stands before the
/// embedding, which may be large.
/// </remarks>
public sealed record WarmStart
{
    private const string LayerPrefix = "layers.";
    private const string CrossPart = ".cross_";

    /// <summary>Layers of the decoder, the encoder's last ones; at least 1. Null for all.</summary>
    public int? Layers { get; init; }

    /// <summary>Whether cross-attention begins with the encoder's own between texts; else it is fresh.</summary>
    public bool PluggedIn { get; init; }

    /// <summary>What can change the weights.</summary>
    public IReadOnlyList<(string Key, object? Value)> Fields =>
        [("start", "encoder-decoder"), ("decoder layers", Layers), ("cross-attention", PluggedIn ? "plugged in" : "fresh")];

    /// <summary>It in words.</summary>
    public string Text =>
        FormattableString.Invariant($"encoder-decoder, {(Layers is { } n ? $"the last {n} layers" : "all layers")} as its decoder, ")
        + $"cross-attention {(PluggedIn ? "plugged in" : "fresh")}";

    /// <summary>What is wrong with it for a model; nothing where that can be begun from.</summary>
    /// <param name="model">The model as its weights are, cross-attention between texts included.</param>
    public IEnumerable<Problem> Problems(ModelConfig model)
    {
        foreach (var problem in OfModel(model))
            yield return problem;
        if (model is not EncoderConfig encoder)
            yield break;
        if (Layers is { } layers && (layers < 1 || layers > encoder.Layers))
            yield return new Problem(
                $"the decoder is to have {layers} layers, and the encoder has {encoder.Layers} to begin from",
                "layers",
                $"Give 1 to {encoder.Layers}, or leave it out."
            );
        if (PluggedIn && !encoder.CrossAttention)
            yield return new Problem(
                "the encoder has no cross-attention between texts that could be plugged in",
                "pluggedIn",
                "Let a stage before train one, with CaMlm(…), or leave pluggedIn out: it begins fresh."
            );
    }

    /// <summary>Why nothing can begin from a model, whatever the settings.</summary>
    internal static IEnumerable<Problem> OfModel(ModelConfig model)
    {
        if (model is not EncoderConfig encoder)
            yield return new Problem(
                $"the model '{model.Family}' is no encoder, and an encoder-decoder is to begin from one",
                "",
                "Start from an encoder such as ESM's shape, BERT or XLM-R."
            );
        else if (encoder.Body is not null || !encoder.WeightNames.ContainsKey(TensorNames.CrossQuery))
            yield return new Problem(
                $"the layers of the family '{encoder.Family}' have no cross-attention that a decoder could have",
                "",
                "Start from an encoder of another family, such as ESM, BERT or XLM-R."
            );
    }

    /// <summary>The configuration of what an encoder becomes.</summary>
    /// <param name="encoder">The encoder, under whatever head.</param>
    /// <param name="families">Those known.</param>
    /// <param name="tokenizer">What frames its texts, and so what answers begin behind and end with; null to know sizes alone.</param>
    /// <exception cref="InputException">The encoder's files cannot be read as such a model.</exception>
    public SequenceToSequenceConfig Config(EncoderConfig encoder, ModelFamilies families, HubTokenizer? tokenizer = null)
    {
        // An answer ends where a text does, by the end token where a text has nothing behind it.
        var ends = tokenizer is null ? encoder.Eos : SequenceFrame.Of(tokenizer).After;
        var begins = tokenizer is null ? [] : TextFrame.Of(tokenizer).Before;
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray(WarmStartedFamily.Architecture),
            [WarmStartedFamily.Layers] = Layers ?? encoder.Layers,
            [WarmStartedFamily.Start] = begins.Concat(ends).FirstOrDefault(),
            ["encoder"] = JsonNode.Parse(encoder.WithoutCrossAttention().WithHead(EncoderHead.None).Json),
            ["eos_token_id"] = new JsonArray([.. ends.Select(id => JsonValue.Create(id))]),
            ["is_encoder_decoder"] = true,
            ["model_type"] = "encoder-decoder",
        };
        return (SequenceToSequenceConfig)families.Read(json.ToJsonString(), "the model that the encoder becomes");
    }

    /// <summary>An encoder-decoder that begins with the weights of an encoder's folder.</summary>
    /// <param name="folder">A Hugging Face directory.</param>
    /// <param name="families">Those known.</param>
    /// <param name="tokenizer">The encoder's.</param>
    /// <param name="seed">Its <c>init</c> stream fills a fresh cross-attention.</param>
    /// <param name="dtype">What weights are kept in; null for the dtype of most of the stored elements.</param>
    /// <param name="device">Where they lie; null for the process's device.</param>
    /// <exception cref="InputException">Files are damaged, or it cannot be begun from: every problem.</exception>
    public SequenceToSequenceModel Load(
        string folder,
        ModelFamilies families,
        HubTokenizer tokenizer,
        Seed seed,
        Dtype? dtype = Dtype.Float32,
        ComputeDevice? device = null
    )
    {
        if (Problems(families.ReadFolder(folder)).ToList() is { Count: > 0 } problems)
            throw new InputException(problems.Select(p => p with { Where = folder }).ToList());
        using var encoder = EncoderModel.Load(folder, families, c => c.WithHead(EncoderHead.None), dtype: dtype, device: device);
        var config = Config(encoder.Config, families, tokenizer);
        return SequenceToSequenceModel
            .Create(config, seed, encoder.Parameters.Dtype, device)
            .FillOrDispose(model =>
            {
                Copy(encoder.Parameters, model.Parameters, encoder.Config.Layers - config.Decoder.Layers);
                TemperLogits(model);
            });
    }

    private static void TemperLogits(SequenceToSequenceModel model)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        // States have a variance of one behind a norm whose weights are near one.
        var variance = model.HeadWeight.to_type(ScalarType.Float32).square().sum().item<float>() / model.Config.VocabularySize;
        var scale = 1 / Math.Sqrt(variance);
        if (scale >= 1)
            return;
        var decoder = model.Config.Decoder;
        var last = decoder.FinalNorm
            ? TensorNames.FinalNorm
            : TransformerParameters.At(TensorNames.FeedForwardPostNorm, decoder.Layers - 1);
        foreach (var name in new[] { last, TensorNames.BiasOf(last) })
            model.Parameters.Find(SequenceToSequenceParameters.Decoder + name)?.mul_(scale);
    }

    private void Copy(FlatParameters from, FlatParameters into, int below)
    {
        using var noGrad = no_grad();
        foreach (var spec in into.Specs)
        {
            if (SourceOf(spec.Name, below) is { } name)
                into[spec.Name].copy_(from[name]);
        }
    }

    /// <summary>The encoder's name of what a weight begins with; null for a fresh one.</summary>
    /// <param name="name">The encoder-decoder's.</param>
    /// <param name="below">Layers of the encoder that the decoder lacks.</param>
    private string? SourceOf(string name, int below)
    {
        if (name.StartsWith(SequenceToSequenceParameters.Encoder, StringComparison.Ordinal))
            return name[SequenceToSequenceParameters.Encoder.Length..];
        if (!name.StartsWith(SequenceToSequenceParameters.Decoder, StringComparison.Ordinal))
            return name;
        var own = name[SequenceToSequenceParameters.Decoder.Length..];
        if (!PluggedIn && own.Contains(CrossPart, StringComparison.Ordinal))
            return null;
        if (!own.StartsWith(LayerPrefix, StringComparison.Ordinal))
            return own;
        var end = own.IndexOf('.', LayerPrefix.Length);
        var layer = int.Parse(own.AsSpan(LayerPrefix.Length, end - LayerPrefix.Length), System.Globalization.CultureInfo.InvariantCulture);
        return $"{LayerPrefix}{layer + below}{own[end..]}";
    }
}
