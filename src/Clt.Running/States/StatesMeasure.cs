using System.Diagnostics;
using Clt.Engine.States;
using Clt.Recipes.Cells;
using Clt.Recipes.States;
using Clt.Results.Store;
using Clt.Running.Cells;
using TorchSharp;

namespace Clt.Running.States;

/// <summary>Measures hidden states of a model: the scores of a cell whose task is a <see cref="StatesTask"/>.</summary>
/// <param name="measurement">What is measured.</param>
/// <param name="last">The number of the model's last layer.</param>
/// <param name="folder">The cell's.</param>
/// <param name="services">What it may use.</param>
/// <param name="progress">Hears of it.</param>
internal sealed class StatesMeasure(Measurement measurement, int last, CellFolder folder, CellServices services, CellProgress progress)
{
    /// <summary>Scores by language, layer and metric; adds what it took to the facts.</summary>
    /// <param name="model">Hash of weights and tokenizer.</param>
    /// <param name="open">Loads the model.</param>
    /// <param name="facts">Of the cell.</param>
    public IReadOnlyList<ScoreRecord> Run(string model, Func<StateReader> open, Dictionary<string, double> facts)
    {
        torch.set_num_threads(services.Threads);
        var clock = Stopwatch.StartNew();
        var task = (StatesTask)measurement.Task;
        var layers = task.LayersOf(last);
        using var store = new StateStore(services.Context.CacheFolder, model, open, services.Cancel);
        IReadOnlyList<ScoreRecord> scores = task switch
        {
            ProbeTask probe => new ProbeMeasure(probe, measurement, layers, store, services, progress).Run(),
            SimilarityTask similarity => new SimilarityMeasure(similarity, measurement, layers, store, services, progress).Run(),
            WordAlignmentTask alignment => new AlignmentMeasure(alignment, measurement, layers, store, folder, services, progress).Run(),
            _ => throw new InvalidOperationException($"{task.GetType().Name} is a measure of states of an unknown kind."),
        };
        facts["evaluation seconds"] = clock.Elapsed.TotalSeconds;
        facts["states computed"] = store.Computed;
        return scores;
    }
}
