using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Formats.Safetensors;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Results.Store;
using Clt.Running.Pace;

namespace Clt.Running.Planning;

/// <summary>
/// Tokens, operations and memory of cells: <see cref="TrainingWork.Flops"/> a trained token, 2 a parameter and token read or generated.
/// </summary>
internal sealed class CostEstimate
{
    private readonly StudyContext _context;
    private readonly StudyFolder _folder;
    private readonly TokenCounts _tokens;
    private readonly CellTimes _times;

    public CostEstimate(StudyContext context, StudyFolder folder)
    {
        (_context, _folder, _tokens) = (context, folder, new TokenCounts(context, folder));
        _times = new CellTimes(context, _tokens);
    }

    /// <summary>What a cell takes.</summary>
    /// <param name="Steps">Optimiser steps.</param>
    /// <param name="TrainTokens">Tokens trained on.</param>
    /// <param name="EvaluateTokens">Tokens read and written in evaluation.</param>
    /// <param name="Work">What a token costs.</param>
    /// <param name="TrainFlops">Operations of training.</param>
    /// <param name="EvaluateFlops">Operations of evaluation.</param>
    /// <param name="Time">What its time depends on.</param>
    public readonly record struct Cost(
        long Steps,
        long TrainTokens,
        long EvaluateTokens,
        TrainingWork Work,
        double TrainFlops,
        double EvaluateFlops,
        CellWork Time
    )
    {
        /// <summary>Without its training, which another cell does or has done.</summary>
        public Cost Trained() => this with { Steps = 0, TrainTokens = 0, TrainFlops = 0, Time = Time with { Train = Pace.Work.None } };
    }

    /// <summary>What a cell takes from its beginning; a finished training is not done again.</summary>
    public Cost Of(Cell cell)
    {
        var work = Work(cell);
        switch (cell)
        {
            case BaseCell b:
                var perStep = b.Spec.Train.Batch * (b.Spec.Train.IsInRows ? b.Spec.Model.Info.Context : _tokens.OfMixture(b));
                var baseSteps = (long)Math.Ceiling(b.Spec.Tokens / perStep);
                var time = _times.Of(b, work, baseSteps);
                return new Cost(baseSteps, b.Spec.Tokens, 0, work, work.Flops * b.Spec.Tokens, 0, time);
            case FinetuneCell f:
                var (train, targets) = _tokens.Trained(f);
                var steps = (long)f.Train.Epochs * (((f.Mixture.Examples ?? 0) + f.Train.Batch - 1) / f.Train.Batch);
                var read = f.IsMeasured ? _tokens.Evaluated(f.Measurement, cell) : 0;
                var fine = new Cost(
                    steps,
                    (long)train,
                    read,
                    work,
                    work.Flops * train,
                    2.0 * work.Parameters * read,
                    _times.Of(f, work, steps, train, targets)
                );
                return TrainingResult.Find(_folder.Cell(f.Training.Id).Checkpoint, f.Training.Id) is null ? fine : fine.Trained();
            case AnswersCell a:
                return Measured(a, a.Start, a.Asked, work);
            case ReferenceCell r:
                return Measured(r, r.Start, r.Measurement, work);
            case TokenizerCell t:
                return new Cost(0, 0, 0, work, 0, 0, _times.Of(t));
            default:
                throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind.");
        }
    }

    private Cost Measured(Cell cell, StartingPoint start, Measurement asked, TrainingWork work)
    {
        var tokens = _tokens.Evaluated(asked, cell);
        return new Cost(0, 0, tokens, work, 0, 2.0 * work.Parameters * tokens, _times.Of(cell, start, asked));
    }

    /// <summary>Bytes of one worker on a cell.</summary>
    public long Memory(Cell cell) => CellMemory.Of(cell, Work(cell), _context);

    private TrainingWork Work(Cell cell) =>
        cell is FinetuneCell f ? TrainingWork.Of(f, Parameters(cell), _context) : new TrainingWork(Parameters(cell), null);

    private long Parameters(Cell cell) =>
        cell switch
        {
            BaseCell b => b.Spec.Model.Parameters(b.Tokenizer.Spec.Vocabulary, _context.Models),
            FinetuneCell { Into: not null } f => ParameterLayout.Of(StartConfig.Of(f, _context.Models)).Sum(s => s.Count),
            FinetuneCell f => Of(f.Start),
            ReferenceCell r => Of(r.Start),
            AnswersCell a => Of(a.Start),
            TokenizerCell => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };

    private long Of(StartingPoint start) => start.Trained is { } trained ? Parameters(trained) : Stored(start.Folder!);

    /// <summary>Weights of a folder, from the headers of its safetensors files.</summary>
    private long Stored(string path)
    {
        if (_context.Planning && FolderIdentity.IsConfigOnly(path))
            return ParameterLayout.Of(_context.Models.ReadFolder(path)).Sum(s => s.Count);
        var total = 0L;
        foreach (var file in Directory.GetFiles(path, "*.safetensors"))
        {
            using var weights = SafetensorsFile.Open(file);
            total += weights.Entries.Sum(e => e.Count);
        }

        return total;
    }
}
