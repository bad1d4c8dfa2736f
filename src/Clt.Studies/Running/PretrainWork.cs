using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tokenization;
using Clt.Engine.Training;

namespace Clt.Studies;

/// <summary>Pre-trains a base.</summary>
internal static class PretrainWork
{
    public static CellResult Run(BaseCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        progress.Phase("preparing texts");
        var job = Job(cell, folder, services);
        var result = CellTraining.Run(job, services, progress);
        var parameters = cell.Spec.Model.Parameters(TokenizerLoader.Load(services.Study.Cell(cell.Tokenizer.Id).Checkpoint).VocabularySize);
        var work = new TrainingWork(parameters, null);
        MachineRates.Keep(services.Context.CacheFolder, work.Flops * result.Tokens / result.Seconds, double.NaN);
        return new CellResult(
            CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, result.WeightsHash, TrainingMap.Facts(result, work), []);
    }

    /// <summary>Reads the tokenizer and draws the texts.</summary>
    public static TrainingJob Job(BaseCell cell, CellFolder folder, CellServices services)
    {
        var tokenizer = TokenizerLoader.Load(services.Study.Cell(cell.Tokenizer.Id).Checkpoint);
        var shape = cell.Spec.Model;
        var config = Config(cell, tokenizer);
        var special = new SpecialTokens(tokenizer.BeginId, tokenizer.EndId is { } end ? [end] : []);
        var encoder = new ExampleTokenizer(tokenizer, special, shape.Context, truncate: true);
        var seed = new Seed((ulong)cell.Seed);
        var context = services.Context.Source with { Cancel = services.Cancel };
        return new TrainingJob(
            folder.Checkpoint,
            cell.Id,
            () => new CausalLanguageModelling(LanguageModel.Create(config, seed)),
            Texts(cell.Spec, encoder, context, seed),
            encoder.Tokenize(MixtureDraw.Validation(cell.Spec.Texts, null, cell.Spec.Train.Validation, context)),
            TrainingMap.Settings(cell.Spec.Train, shape.Context, services.Threads) with { Tokens = cell.Spec.Tokens },
            seed)
        {
            WriteTokenizer = tokenizer.Save,
            LogFile = folder.Log,
        };
    }

    /// <summary>The model to begin with.</summary>
    public static DecoderConfig Config(BaseCell cell, HubTokenizer tokenizer)
    {
        var shape = cell.Spec.Model;
        return LlamaConfig.Create(
            tokenizer.VocabularySize, shape.Layers, shape.Width, shape.Heads, shape.KeyValueHeads, shape.Inner, shape.Context, shape.Tied,
            tokenizer.BeginId, tokenizer.EndId);
    }

    /// <summary>All examples of a mixture by counts; of a mixture by shares, enough for the tokens that are asked for.</summary>
    private static List<TokenizedExample> Texts(PretrainSpec spec, ExampleTokenizer encoder, SourceContext context, Seed seed)
    {
        if (spec.Texts.Parts.All(p => p.Share is null)) return [.. encoder.Tokenize(MixtureDraw.Counted(spec.Texts, null, context, seed))];
        var texts = new List<TokenizedExample>();
        var tokens = 0L;
        foreach (var example in MixtureDraw.Shared(spec.Texts, context, seed))
        {
            context.Cancel.ThrowIfCancellationRequested();
            var text = encoder.Tokenize(example);
            texts.Add(text);
            tokens += text.Ids.Length;
            if (tokens >= spec.Tokens) break;
        }

        return texts;
    }
}
