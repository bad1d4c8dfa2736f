using Clt.Engine.Data;
using Clt.Engine.Parameters;
using Clt.Formats.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>
/// One vector a text, from an encoder and its tokenizer: what retrieval, alignment and similarity of sentences are measured with.
/// </summary>
/// <param name="model">Disposed of with the embedder.</param>
/// <param name="tokenizer">Puts its special tokens around texts.</param>
public sealed class TextEmbedder(EncoderModel model, HubTokenizer tokenizer) : IDisposable
{
    /// <summary>Most tokens of a forward pass.</summary>
    private const int BatchTokens = 4096;

    private static readonly EncodeOptions Framed = new() { AddSpecialTokens = true };

    public EncoderModel Model => model;

    public PoolingMode Pooling { get; init; }

    /// <summary>Vectors are divided by their lengths, so that products are cosines.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>Most tokens of a text, the special ones included.</summary>
    public int MaxTokens { get; init; } = model.Config.ContextLength;

    /// <summary>Longer texts are cut; else they are an error.</summary>
    public bool Truncate { get; init; }

    /// <summary>
    /// An embedder from a Hugging Face directory. Where sentence-transformers' files are there too (<c>1_Pooling/config.json</c>,
    /// <c>modules.json</c>, <c>sentence_bert_config.json</c>), they say how to pool, normalise and cut; else it is the normalised mean.
    /// </summary>
    /// <param name="folder">The directory, tokenizer included.</param>
    /// <param name="families">Those known.</param>
    /// <param name="dtype">As for <see cref="EncoderModel.Load"/>.</param>
    /// <exception cref="InputException">Files are missing or damaged, or ask for what is not supported.</exception>
    public static TextEmbedder Load(string folder, ModelFamilies families, Dtype? dtype = Dtype.Float32)
    {
        var tokenizer = TokenizerLoader.Load(folder);
        var files = SentenceTransformerFiles.Read(folder);
        var model = EncoderModel.Load(folder, families, c => c.WithHead(EncoderHead.None), dtype: dtype);
        return new TextEmbedder(model, tokenizer)
        {
            Pooling = files.Pooling,
            Normalize = files.Normalize,
            MaxTokens = Math.Min(files.MaxTokens ?? model.Config.ContextLength, model.Config.ContextLength),
        };
    }

    /// <summary>The same embedder for texts of at most so many tokens; it shares the model.</summary>
    /// <param name="most">Tokens, the special ones included; more than it reads changes nothing.</param>
    /// <param name="truncate">Whether longer texts are cut.</param>
    public TextEmbedder Limited(int most, bool truncate) =>
        new(model, tokenizer)
        {
            Pooling = Pooling,
            Normalize = Normalize,
            MaxTokens = Math.Min(MaxTokens, most),
            Truncate = truncate,
        };

    /// <summary>[N, D], fp32: a vector for each text, whatever texts it is embedded with.</summary>
    /// <param name="texts">At least one.</param>
    /// <exception cref="InputException">There is no text, or texts have no token or too many: all of them are listed.</exception>
    public Tensor Embed(IReadOnlyList<string> texts)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var ids = Tokenize(texts);
        var parts = MicroBatches.Split([.. ids.Select(i => i.Length)], BatchTokens).Select(range => Pool([.. ids.Take(range)])).ToArray();
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Tokens of a text, the special ones included.</summary>
    public int Tokens(string text) => tokenizer.EncodeIds(text, Framed).Count;

    public void Dispose() => model.Dispose();

    private int[][] Tokenize(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            throw new InputException("there is no text to embed", "texts", "Give at least one.");
        var ids = tokenizer.EncodeMany(texts, Truncate ? Framed with { Truncation = new Truncation(MaxTokens) } : Framed);
        var problems = new List<Problem>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i].Length == 0)
                problems.Add(new Problem("the text has no token", $"text {i}", "Leave it out."));
            var highest = ids[i].Append(0).Max();
            if (highest >= model.Config.VocabularySize)
            {
                problems.Add(
                    new Problem(
                        $"the text has the token id {highest} but the vocabulary ends at {model.Config.VocabularySize - 1}",
                        $"text {i}",
                        "Use the model's own tokenizer."
                    )
                );
            }

            if (ids[i].Length > MaxTokens)
            {
                problems.Add(
                    new Problem(
                        $"the text has {ids[i].Length} tokens, at most {MaxTokens} can be read",
                        $"text {i}",
                        "Shorten it, or let texts be cut."
                    )
                );
            }
        }

        return problems.Count == 0 ? ids : throw new InputException(problems);
    }

    private Tensor Pool(int[][] ids)
    {
        using var batch = PackedBatch.Of(ids);
        var hidden = model.Forward(batch).to_type(ScalarType.Float32);
        var pooled = Pooling == PoolingMode.First ? Encoders.Pooling.First(hidden, batch) : Encoders.Pooling.Mean(hidden, batch);
        return Normalize ? Encoders.Pooling.Normalized(pooled) : pooled;
    }
}
