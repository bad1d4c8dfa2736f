using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Models;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Kinds;
using Clt.Running.Planning;
using Clt.Running.Stored;

namespace Clt.Running.Training;

/// <summary>Pre-trains a base.</summary>
internal static class PretrainWork
{
    /// <summary>Shares have no end: where so many texts are left out one after another, all are.</summary>
    private const int MostUnread = 10_000;

    public static CellResult Run(BaseCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        progress.Phase("preparing texts");
        var limit = cell.Spec.Train.Limit();
        var job = Job(cell, folder, services, limit);
        var result = progress.Pace.Training(() => CellTraining.Run(job, services, progress));
        var vocabulary = TokenizerLoader.Load(services.Study.Cell(cell.Tokenizer.Id).Checkpoint).VocabularySize;
        var parameters = cell.Spec.Model.Parameters(vocabulary, services.Context.Models);
        var work = new TrainingWork(parameters, null);
        return new CellResult(
            CellResult.CurrentSchema,
            cell.Id,
            cell.Kind,
            cell.Seed,
            result.WeightsHash,
            TrainingFacts.Of(result, work),
            []
        )
        {
            Files = StoredFiles.Trained(folder, folder),
            Overlong = limit.Counts.Count > 0 ? [.. limit.Parts(OverlongPart.Training)] : null,
        };
    }

    /// <summary>Reads the tokenizer and draws the texts.</summary>
    public static TrainingJob Job(BaseCell cell, CellFolder folder, CellServices services) =>
        Job(cell, folder, services, cell.Spec.Train.Limit());

    private static TrainingJob Job(BaseCell cell, CellFolder folder, CellServices services, LengthLimit limit)
    {
        var tokenizer = TokenizerLoader.Load(services.Study.Cell(cell.Tokenizer.Id).Checkpoint);
        var seed = new Seed((ulong)cell.Seed);
        var learning = Pretraining.Of(
            Config(cell, tokenizer, services.Context.Models),
            cell.Spec.Model.Info,
            tokenizer,
            seed,
            cell.Spec.Train.Dtype ?? Dtype.Float32,
            limit
        );
        var context = services.Sources;
        var held = MixtureDraw.Validation(cell.Spec.Texts, null, cell.Spec.Train.Validation, context);
        return new TrainingJob(
            folder.Checkpoint,
            cell.Id,
            learning.Objective,
            Texts(cell.Spec, learning.Read, limit, context, seed),
            cell.Spec.Train.Limit().Read(held, learning.Read),
            cell.Spec.Train.Settings(cell.Spec.Model.Info.Context, services.Threads) with
            {
                Tokens = cell.Spec.Tokens,
            },
            seed
        )
        {
            WriteTokenizer = tokenizer.Save,
            Start = tokenizer.Fingerprint,
            Keep = [.. cell.Spec.Keep.Select(s => new KeptModel(PretrainSpec.NameOf(s), (long)Math.Round(s * cell.Spec.Tokens)))],
            LogFile = folder.Log,
        };
    }

    /// <summary>The model to begin with.</summary>
    public static ModelConfig Config(BaseCell cell, HubTokenizer tokenizer, ModelFamilies families) =>
        cell.Spec.Model.Config(new ModelVocabulary(tokenizer.VocabularySize, tokenizer.BeginId, tokenizer.EndId), families);

    /// <summary>All examples of a mixture by counts; of a mixture by shares, enough for the tokens that are asked for.</summary>
    private static IReadOnlyList<TrainingExample> Texts(
        PretrainSpec spec,
        Func<Example, IReadOnlyList<TrainingExample>> turn,
        LengthLimit limit,
        SourceContext context,
        Seed seed
    )
    {
        if (spec.Texts.Parts.All(p => p.Share is null))
            return limit.Read(MixtureDraw.Counted(spec.Texts, null, context, seed), turn);
        var texts = new List<TrainingExample>();
        var (tokens, read) = (0L, 0);
        foreach (var example in MixtureDraw.Shared(spec.Texts, context, seed))
        {
            context.Cancel.ThrowIfCancellationRequested();
            var parts = limit.Read([example], turn);
            texts.AddRange(parts);
            tokens += parts.Sum(p => p.TokenCount);
            if (++read == MostUnread && texts.Count == 0)
                throw new InputException("no text is short enough", "Pretrain, maxLength", "Raise it, or say overlong: SplitUp.");
            if (tokens >= spec.Tokens)
                break;
        }

        return texts;
    }
}
