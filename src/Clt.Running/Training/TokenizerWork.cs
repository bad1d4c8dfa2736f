using System.Diagnostics;
using System.Text;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Models;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;

namespace Clt.Running.Training;

/// <summary>Trains a tokenizer.</summary>
internal static class TokenizerWork
{
    private const string Begin = "<|bos|>";
    private const string End = "<|eos|>";
    private const string Mask = "<|mask|>";
    private const string Unknown = "<|unk|>";
    private const int Sample = 2000;

    public static CellResult Run(TokenizerCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        progress.Phase("training the tokenizer");
        var clock = Stopwatch.StartNew();
        var context = services.Sources;
        var seed = new Seed((ulong)cell.Seed);
        var shares = cell.Texts.Parts.Any(p => p.Share is not null);
        var examples = shares
            ? MixtureDraw.Shared(cell.Texts, context, seed).Take(cell.Spec.Examples)
            : MixtureDraw.Counted(cell.Texts, null, context, seed);
        // Segments are tokenised by themselves, so they are learnt by themselves.
        var texts = examples.SelectMany(e => e.Segments).Select(s => s.Text).ToList();
        services.Cancel.ThrowIfCancellationRequested();
        var tokenizer = Train(cell.Spec, texts);
        tokenizer.Save(folder.Checkpoint);
        var sample = texts.Take(Sample).ToList();
        var facts = new Dictionary<string, double>
        {
            ["vocabulary"] = tokenizer.VocabularySize,
            ["texts"] = texts.Count,
            ["bytes per token"] =
                (double)sample.Sum(Encoding.UTF8.GetByteCount) / Math.Max(1, sample.Sum(t => tokenizer.EncodeIds(t).Count)),
            ["seconds"] = clock.Elapsed.TotalSeconds,
        };
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, tokenizer.Fingerprint, facts, [])
        {
            Files = FileSums.Of(folder.Path, Directory.GetFiles(folder.Checkpoint)),
        };
    }

    private static HubTokenizer Train(TokenizerSpec spec, IReadOnlyList<string> texts)
    {
        string[] special = [Begin, End, .. spec.Mask ? [Mask] : Array.Empty<string>(), .. spec.Codes];
        var roles = new SpecialRoles(Begin, End, Mask: spec.Mask ? Mask : null);
        if (spec.Coverage is { } coverage)
        {
            return UnigramTrainer.Train(
                texts,
                spec.Vocabulary,
                [.. special, Unknown],
                new UnigramTrainerSettings
                {
                    SplitDigits = spec.Digits == Digits.Split,
                    CharacterCoverage = coverage,
                    Roles = roles with { Unknown = Unknown },
                    Languages = spec.Codes,
                }
            );
        }

        return BpeTrainer.Train(
            texts,
            spec.Vocabulary,
            special,
            new BpeTrainerSettings
            {
                Split = spec.Digits == Digits.Split ? WordSplit.SingleDigits : WordSplit.Llama3,
                Roles = roles,
                Languages = spec.Codes,
            }
        );
    }
}
