using Clt.Engine.ChatTemplates;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tokenization;
using Clt.Engine.Training;

namespace Clt.Studies;

/// <summary>Fine-tunes a base and measures it, or measures a base as it is.</summary>
internal static class FinetuneWork
{
    /// <summary>Measures a base as it is.</summary>
    public static CellResult Run(ReferenceCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var start = Folder(cell.Start, services.Study);
        var weights = cell.Start.Trained is { } trained ? services.Study.Cell(trained.Id).Read()!.Weights : cell.Start.Identity;
        var tokenizer = TokenizerLoader.Load(start);
        using var model = LanguageModel.Load(start, services.Context.Models);
        var facts = new Dictionary<string, double> { ["parameters"] = model.Parameters.Count };
        var scores = new Evaluation(model, tokenizer, ChatTemplateFile.Load(start), cell.Measurement, folder, services, progress).Run(facts);
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, facts, scores);
    }

    /// <summary>Fine-tunes and measures.</summary>
    public static CellResult Run(FinetuneCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var start = Folder(cell.Start, services.Study);
        var tokenizer = TokenizerLoader.Load(start);
        var result = CellTraining.Run(Job(cell, folder, services), services, progress);
        using var model = LanguageModel.Load(result.ModelFolder, services.Context.Models);
        var facts = TrainingMap.Facts(result, model.Parameters.Count);
        facts[TestLeaks.Fact] = TestLeaks.Count(cell, services.Context.Source with { Cancel = services.Cancel });
        MachineRates.Keep(services.Context.CacheFolder, 6.0 * model.Parameters.Count * result.Tokens / result.Seconds, double.NaN);
        var scores = new Evaluation(model, tokenizer, ChatTemplateFile.Load(start), cell.Measurement, folder, services, progress).Run(facts);
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, result.WeightsHash, facts, scores);
    }

    /// <summary>Reads the tokenizer and draws the examples.</summary>
    public static TrainingJob Job(FinetuneCell cell, CellFolder folder, CellServices services)
    {
        var start = Folder(cell.Start, services.Study);
        var tokenizer = TokenizerLoader.Load(start);
        var config = (DecoderConfig)services.Context.Models.ReadFolder(start);
        var encoder = new ExampleTokenizer(tokenizer, new SpecialTokens(config.Bos, config.Eos), config.ContextLength);
        var context = services.Context.Source with { Cancel = services.Cancel };
        var seed = new Seed((ulong)cell.Seed);
        var task = cell.Measurement.Task;
        return new TrainingJob(
            folder.Checkpoint,
            cell.Id,
            () => new CausalLanguageModelling(LanguageModel.Load(start, services.Context.Models, TrainingMap.Dtype(cell.Train))),
            encoder.Tokenize(MixtureDraw.Counted(cell.Mixture, task, context, seed)),
            encoder.Tokenize(MixtureDraw.Validation(cell.Mixture, task, cell.Train.Validation, context)),
            TrainingMap.Settings(cell.Train, config.ContextLength, services.Threads) with { Epochs = cell.Train.Epochs },
            seed)
        {
            WriteTokenizer = tokenizer.Save,
            LogFile = folder.Log,
        };
    }

    private static string Folder(StartingPoint start, StudyFolder study) =>
        start.Trained is { } trained ? Path.Combine(study.Cell(trained.Id).Checkpoint, "model") : start.Folder!;
}
