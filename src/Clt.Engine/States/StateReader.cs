using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.States;

/// <summary>
/// Hidden states of every layer of a decoder, an encoder, or the encoder of an encoder-decoder: a vector for each piece of a text. Layer 0
/// is the embeddings, the last is behind the final norm, as transformers' <c>hidden_states</c>.
/// </summary>
/// <param name="model">Disposed of with the reader.</param>
/// <param name="tokenizer">Splits pieces, and frames texts as the model's kind reads them.</param>
public sealed class StateReader(ITrainableModel model, HubTokenizer tokenizer) : IDisposable
{
    /// <summary>Most tokens of a forward pass.</summary>
    private const int BatchTokens = 4096;

    private readonly Dictionary<string, TextFrame> _frames = new(StringComparer.Ordinal);

    /// <summary>The number of the last layer: the model's blocks.</summary>
    public static int LastLayer(ModelConfig config) =>
        config switch
        {
            SequenceToSequenceConfig pair => pair.Encoder.Layers,
            TransformerConfig stack => stack.Layers,
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.GetType().Name, "A model of an unknown kind."),
        };

    /// <summary>Reads texts, some at a time.</summary>
    /// <param name="texts">At least one; none may be longer than the model's context.</param>
    /// <param name="pieces">How a piece's state is made.</param>
    /// <param name="layers">The layers that are wanted, 0 to <see cref="LastLayer"/>.</param>
    /// <param name="read">
    /// Takes a layer and the states [P, D] of the next P pieces, row by row, fp32; for each layer those of all texts in order.
    /// </param>
    /// <param name="cancel">Ends it between two passes.</param>
    /// <exception cref="InputException">Texts are too long, or a piece has no token: all are listed.</exception>
    public void Read(
        IReadOnlyList<StateText> texts,
        PieceState pieces,
        IReadOnlyCollection<int> layers,
        Action<int, float[]> read,
        CancellationToken cancel = default
    )
    {
        var tokenized = EachExample.Read(texts, Tokenize);
        foreach (var range in MicroBatches.Split([.. tokenized.Select(t => t.Ids.Length)], BatchTokens))
        {
            cancel.ThrowIfCancellationRequested();
            Batch([.. tokenized.Take(range)], pieces, layers, read);
        }
    }

    public void Dispose() => model.Dispose();

    private void Batch(IReadOnlyList<PieceTokens> texts, PieceState pieces, IReadOnlyCollection<int> layers, Action<int, float[]> read)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of([.. texts.Select(t => t.Ids)]);
        var pool = new PiecePool(texts, batch.Starts, pieces);
        var layer = 0;
        void Take(Tensor states)
        {
            if (layers.Contains(layer))
                read(layer, HostValues.Of<float>(pool.Of(states.to_type(ScalarType.Float32))));
            layer++;
        }

        switch (model.Whole)
        {
            case EncoderModel encoder:
                encoder.Forward(batch, null, Take);
                break;
            case SequenceToSequenceModel pair:
                pair.Encode(batch, Take);
                break;
            case LanguageModel decoder:
                decoder.Forward(batch, Take);
                break;
            default:
                throw new InvalidOperationException($"{model.GetType().Name} is a model of an unknown kind.");
        }
    }

    private PieceTokens Tokenize(StateText text)
    {
        var frame = Frame(text.Language);
        var (ids, starts) = (new List<int>(frame.Before), new List<int>());
        foreach (var piece in text.Pieces)
        {
            starts.Add(ids.Count);
            ids.AddRange(tokenizer.EncodeIds(piece));
            if (ids.Count > starts[^1])
                continue;
            ids.Add(
                tokenizer.UnknownId
                    ?? throw new InputException($"the word '{piece}' has no token", Where(text), "Leave it out, with its tag.")
            );
        }

        var end = ids.Count;
        ids.AddRange(frame.After);
        var context = model.Config is SequenceToSequenceConfig pair ? pair.Encoder.ContextLength : model.Config.ContextLength;
        return ids.Count <= context
            ? new PieceTokens([.. ids], [.. starts, end])
            : throw new InputException(
                $"the text has {ids.Count} tokens but the context is {context}",
                Where(text),
                "Leave it out, or use a model with a longer context."
            );
    }

    /// <summary>What stands around a text where such a model reads it; nothing behind it for decoders, which go on writing there.</summary>
    private TextFrame Frame(Language language)
    {
        if (_frames.TryGetValue(language.Code, out var known))
            return known;
        return _frames[language.Code] = model.Config switch
        {
            SequenceToSequenceConfig pair => new PairTokenizer(tokenizer, pair).SourceFrame(language),
            EncoderConfig => TextFrame.Of(tokenizer),
            DecoderConfig => new TextFrame(SequenceFrame.Of(tokenizer).Before, [], [], [], 0),
            var other => throw new ArgumentOutOfRangeException(nameof(language), other.GetType().Name, "A model of an unknown kind."),
        };
    }

    private static string Where(StateText text) => $"item {text.ItemId} ({text.Language.Code})";
}
