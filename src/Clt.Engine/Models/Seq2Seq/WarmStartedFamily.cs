using System.Text.Json;

namespace Clt.Engine.Models.Seq2Seq;

/// <summary>
/// Encoder-decoders that were begun from an encoder (<see cref="WarmStart"/>): two stacks of the shape of any family's encoder over one
/// embedding, which is the head too. <c>config.json</c> holds the encoder's own as <c>encoder</c>; transformers has no such architecture.
/// </summary>
/// <param name="known">The families that encoders are looked for in.</param>
internal sealed class WarmStartedFamily(ModelFamilies known) : IModelFamily
{
    public const string Architecture = "WarmStartedEncoderDecoder";
    public const string Layers = "decoder_layers";
    public const string Start = "decoder_start_token_id";

    public ModelFamilyInfo Info { get; } = new("encoder-decoder", "encoder-decoder: two stacks of an encoder's shape", [Architecture]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var encoder = Encoder(config, where);
        var layers = read.Size(Layers);
        var start = read.Id(Start);
        read.Require(read.Has("encoder"), "'encoder' is missing", "Add it: the config.json of the encoder.");
        read.Require(
            layers <= encoder.Layers,
            $"'{Layers}' is {layers}, and the encoder has {encoder.Layers}",
            "Give at most as many layers as the encoder has."
        );
        read.Require(start is not null, $"'{Start}' is missing", "Add it: the token that every answer begins behind.");
        read.Allow("tie_word_embeddings", "true");
        var stack = StackConfig.Of(encoder) with { CrossAttention = false };
        var result = new SequenceToSequenceConfig
        {
            Family = Info.Name,
            VocabularySize = encoder.VocabularySize,
            ContextLength = encoder.ContextLength,
            Encoder = stack with { WeightNames = Names(encoder, "encoder.") },
            Decoder = stack with
            {
                Layers = layers,
                LayerRotary = [.. stack.LayerRotary.TakeLast(layers)],
                Windows = [.. stack.Windows.TakeLast(layers)],
                Causal = true,
                CrossAttention = true,
                WeightNames = Names(encoder, "decoder."),
            },
            DecoderStart = start ?? 0,
            SourcesBegin = true,
            Eos = read.Ids("eos_token_id"),
            TiedHead = true,
            InitializerRange = encoder.InitializerRange,
            WeightNames = new Dictionary<string, string>(StringComparer.Ordinal) { [TensorNames.Embedding] = "shared.weight" },
            Json = read.Json,
        };
        read.Complete();
        return result;
    }

    /// <summary>Each stack's tensors have the encoder's own names behind the stack's.</summary>
    private static Dictionary<string, string> Names(EncoderConfig encoder, string stack) =>
        encoder.WeightNames.ToDictionary(
            n => n.Key,
            n =>
                stack
                + (
                    n.Value.StartsWith(encoder.OptionalPrefix, StringComparison.Ordinal)
                        ? n.Value[encoder.OptionalPrefix.Length..]
                        : n.Value
                ),
            StringComparer.Ordinal
        );

    private EncoderConfig Encoder(JsonElement config, string where)
    {
        var place = $"{where}, encoder";
        if (!config.TryGetProperty("encoder", out var inner) || inner.ValueKind != JsonValueKind.Object)
            throw new InputException("there is no object 'encoder'", where, "Give it: the config.json of the encoder.");
        var encoder = known.Family(inner, place).Configure(inner, place);
        var problems = WarmStart.OfModel(encoder).Select(p => p with { Where = place }).ToList();
        return problems.Count == 0 ? (EncoderConfig)encoder : throw new InputException(problems);
    }
}
