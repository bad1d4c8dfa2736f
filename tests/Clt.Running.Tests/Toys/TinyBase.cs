using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Toys;

/// <summary>A model folder of some thousand weights, and a study that fine-tunes it in three steps.</summary>
internal static class TinyBase
{
    public const int Vocabulary = 300;

    public static string Make(string folder, long seed = 1, int vocabulary = Vocabulary, Dtype dtype = Dtype.Float32)
    {
        var config = LlamaConfig.Create(
            vocabulary,
            layers: 2,
            width: 16,
            heads: 2,
            keyValueHeads: 1,
            inner: 24,
            context: 64,
            bos: 0,
            eos: 1
        );
        using (var model = LanguageModel.Create(config, seed))
            model.Save(folder);
        using (var model = LanguageModel.Load(folder, dtype: dtype))
            model.Save(folder);
        BpeTrainer.Train(Enumerable.Range(0, 50).Select(i => $"Text {i} and {i + 1}."), Vocabulary, ["<s>", "</s>"]).Save(folder);
        return folder;
    }

    public static Study Study(string model, ITask? task = null)
    {
        task ??= new ToyTask(new ToySource("en es", train: 40, test: 6));
        return Recipe
            .Study("tiny")
            .Model(model)
            .Task(task)
            .Mixture(Fixed(Lang("en"), 20))
            .Train(batch: 8, lr: Constant(0.02), epochs: 1, checkpointEvery: Steps(1), validation: 4)
            .Evaluate(Lang("es"), items: 6);
    }

    public static RunSummary Run(
        this ExpandedStudy study,
        StudyContext context,
        IProgress<StudyProgress>? progress = null,
        CancellationToken cancel = default
    ) =>
        StudyRunner.Run(study, context, new RunnerOptions(new HereLauncher(), new CellRunner()), progress, cancel).Reported(study, context);

    /// <summary>The folder of the one cell of a kind.</summary>
    public static CellFolder Folder<TCell>(this ExpandedStudy study, StudyContext context)
        where TCell : Cell => new StudyFolder(context.RunsFolder, study.Name).Cell(study.Cells.OfType<TCell>().Single().Id);
}
