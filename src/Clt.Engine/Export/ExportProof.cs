using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Parameters;
using Clt.Formats.Framing;
using Clt.Formats.Safetensors;
using Clt.Formats.Tokenization;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Export;

/// <summary>Whether a directory holds the model that was written: it is read again, and both answer sample prompts.</summary>
/// <param name="Rows">The answers.</param>
/// <param name="SameWeights">Whether all weights are the same bits.</param>
public sealed record ExportProof(IReadOnlyList<ExportSample> Rows, bool SameWeights)
{
    private const int NewTokens = 16;
    private static readonly string[] Texts = ["The number is", "La réponse est", "答えは", "Ответ:", "उत्तर है"];

    public bool Ok => SameWeights && Rows.All(r => r.Same);

    /// <summary>
    /// Rounds weights to a dtype, in the type that they are kept in: what <see cref="Of"/> compares must be what the files can hold.
    /// </summary>
    public static void Round(FlatParameters parameters, Dtype dtype)
    {
        if (dtype.Size() >= parameters.Dtype.Size())
            return;
        const int piece = 1 << 20;
        var narrow = new byte[piece * dtype.Size()];
        foreach (var spec in parameters.Specs.Concat(parameters.Buffers))
        {
            for (var at = 0L; at < spec.Count; at += piece)
            {
                var count = (int)Math.Min(piece, spec.Count - at);
                FloatConversion.Convert(
                    parameters.Dtype.Stored(),
                    parameters.Read(spec.Name, at, count),
                    dtype.Stored(),
                    narrow.AsSpan(0, count * dtype.Size())
                );
                parameters.Write(
                    spec.Name,
                    at,
                    count,
                    into => FloatConversion.Convert(dtype.Stored(), narrow.AsSpan(0, count * dtype.Size()), parameters.Dtype.Stored(), into)
                );
            }
        }
    }

    /// <param name="model">The model in memory, rounded to the dtype of the files.</param>
    /// <param name="folder">Its directory.</param>
    /// <param name="families">Those known.</param>
    public static ExportProof Of(ITrainableModel model, string folder, ModelFamilies families)
    {
        var prompts = Prompts(model.Config, folder);
        var expected = Answers(model, prompts);
        using var written = ModelFolder.Load(folder, families, model.Parameters.Dtype);
        var actual = Answers(written, prompts);
        var rows = prompts.Select((p, i) => new ExportSample(p, expected[i], actual[i])).ToList();
        return new ExportProof(rows, SameBits(model.Parameters, written.Parameters));
    }

    private static bool SameBits(FlatParameters a, FlatParameters b) =>
        a
            .Specs.Concat(a.Buffers)
            .All(spec =>
            {
                const int piece = 1 << 20;
                for (var at = 0L; at < spec.Count; at += piece)
                {
                    var count = Math.Min(piece, spec.Count - at);
                    if (!a.Read(spec.Name, at, count).SequenceEqual(b.Read(spec.Name, at, count)))
                        return false;
                }

                return true;
            });

    /// <summary>Texts through the tokenizer that was written, or where there is none ids at random.</summary>
    private static List<int[]> Prompts(ModelConfig config, string folder)
    {
        var longest = Math.Max(1, Math.Min(config.ContextLength - 1, 24));
        if (TokenizerLoader.IsIn(folder))
        {
            var tokenizer = TokenizerLoader.Load(folder);
            var start = SequenceFrame.Of(tokenizer).Before;
            var prompts = Texts.Select(t =>
                start.Concat(tokenizer.EncodeToIds(t)).Where(id => id < config.VocabularySize).Take(longest).ToArray()
            );
            return [.. prompts.Where(p => p.Length > 0)];
        }

        var rng = new Rng(1);
        return
        [
            .. new[] { 3, 8, 20 }.Select(length =>
                Enumerable.Range(0, Math.Min(length, longest)).Select(_ => rng.Next(config.VocabularySize)).ToArray()
            ),
        ];
    }

    private static List<IReadOnlyList<int>> Answers(ITrainableModel model, List<int[]> prompts)
    {
        var settings = new GenerationSettings { MaxNewTokens = NewTokens, StopAtEos = false };
        return model switch
        {
            LanguageModel decoder => [.. TextGenerator.Generate(decoder, null, prompts, settings, 1).Select(t => t.Ids)],
            SequenceToSequenceModel pair => [.. SequenceToSequenceGenerator.Generate(pair, null, prompts, settings, 1).Select(t => t.Ids)],
            EncoderModel encoder => [.. prompts.Select(p => Strongest(encoder, p))],
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.GetType().Name, "A model of an unknown kind."),
        };
    }

    /// <summary>An encoder writes nothing: the place of the largest number in each token's state stands for it.</summary>
    private static int[] Strongest(EncoderModel model, int[] ids)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of([ids]);
        return [.. HostValues.Of<long>(model.Forward(batch).argmax(1)).Select(i => (int)i)];
    }
}
