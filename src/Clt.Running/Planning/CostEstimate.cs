using System.Text;
using System.Text.Json;
using Clt.Engine.Parameters;
using Clt.Engine.Plugins;
using Clt.Engine.Training;
using Clt.Formats.Safetensors;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.States;
using Clt.Recipes.Training;
using Clt.Results.Store;

namespace Clt.Running.Planning;

/// <summary>
/// Tokens, operations and memory of cells: <see cref="TrainingWork.Flops"/> a trained token, 2 a parameter and token read or generated.
/// </summary>
internal sealed class CostEstimate(StudyContext context, StudyFolder folder)
{
    private const int Sample = 40;
    private const double AssumedBytesPerToken = 2.5;

    /// <summary>Of an example whose data are not there: those of GSM8K.</summary>
    private static readonly (double Prompt, double Whole) AssumedBytes = (270, 600);
    private const int AssumedOptions = 4;
    private const int ManyItems = 5_000,
        MostItems = 1_000_000;
    private readonly Dictionary<(ITask, string), (double Prompt, double Whole)> _bytes = [];
    private readonly Dictionary<(ITask, string), double> _options = [];
    private readonly Dictionary<(ITask, string), int> _items = [];

    public readonly record struct Cost(
        long Steps,
        long TrainTokens,
        long EvaluateTokens,
        TrainingWork Work,
        double TrainFlops,
        double EvaluateFlops,
        double Overhead
    );

    /// <summary>What is left to do for a cell: a finished training is not done again.</summary>
    public Cost Of(Cell cell)
    {
        var work = Work(cell);
        switch (cell)
        {
            case BaseCell b:
                var rows = b.Spec.Train.Packing is Packing.Rows or Packing.Wrapped;
                var perStep = b.Spec.Train.Batch * (rows ? b.Spec.Model.Info.Context : ExampleTokens(b));
                return new Cost((long)Math.Ceiling(b.Spec.Tokens / perStep), b.Spec.Tokens, 0, work, work.Flops * b.Spec.Tokens, 0, 2);
            case FinetuneCell f:
                var examples = f.Mixture.Examples ?? 0;
                var read = f.IsMeasured ? EvaluateTokens(f.Measurement, cell) : 0;
                if (TrainingResult.Find(folder.Cell(f.Training.Id).Checkpoint, f.Training.Id) is not null)
                {
                    return new Cost(0, 0, read, work, 0, 2.0 * work.Parameters * read, 1);
                }

                // A pair is two sequences.
                var train = (long)(
                    f.Train.Epochs
                    * (f.Train.Objective.Info.Use == ExampleUse.Pairs ? 2 : 1)
                    * f.Mixture.Parts.Sum(p => (p.Count ?? 0) * p.Languages.Sum(l => Tokens(p.Task ?? f.Measurement.Task, l, cell).Whole))
                );
                var steps = (long)f.Train.Epochs * ((examples + f.Train.Batch - 1) / f.Train.Batch);
                return new Cost(steps, train, read, work, work.Flops * train, 2.0 * work.Parameters * read, 1);
            case AnswersCell a:
                var asked = EvaluateTokens(a.Asked, cell);
                return new Cost(0, 0, asked, work, 0, 2.0 * work.Parameters * asked, 1);
            case ReferenceCell r:
                var tokens = EvaluateTokens(r.Measurement, cell);
                return new Cost(0, 0, tokens, work, 0, 2.0 * work.Parameters * tokens, 1);
            case TokenizerCell:
                return new Cost(0, 0, 0, work, 0, 0, 5);
            default:
                throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind.");
        }
    }

    /// <summary>Bytes of one worker on a cell.</summary>
    public long Memory(Cell cell) => CellMemory.Of(cell, Work(cell), context);

    private TrainingWork Work(Cell cell) =>
        cell is FinetuneCell f ? TrainingWork.Of(f, Parameters(cell), context) : new TrainingWork(Parameters(cell), null);

    private long Parameters(Cell cell) =>
        cell switch
        {
            BaseCell b => b.Spec.Model.Parameters(b.Tokenizer.Spec.Vocabulary, context.Models),
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
        if (context.Planning && FolderIdentity.IsConfigOnly(path))
            return ParameterLayout.Of(context.Models.ReadFolder(path)).Sum(s => s.Count);
        var total = 0L;
        foreach (var file in Directory.GetFiles(path, "*.safetensors"))
        {
            using var weights = SafetensorsFile.Open(file);
            total += weights.Entries.Sum(e => e.Count);
        }

        return total;
    }

    /// <summary>Mean tokens of an example of a base's mixture.</summary>
    private double ExampleTokens(BaseCell cell)
    {
        var weighted = cell
            .Spec.Texts.Parts.Where(p => p.Task is not null && p.Languages.Count > 0)
            .Select(p =>
                (Weight: p.Share ?? ((p.Count ?? 0) * p.Languages.Count), Tokens: p.Languages.Average(l => Tokens(p.Task!, l, cell).Whole))
            )
            .ToList();
        return Math.Max(1, weighted.Sum(w => w.Weight * w.Tokens) / Math.Max(1e-9, weighted.Sum(w => w.Weight)));
    }

    private long EvaluateTokens(Measurement m, Cell cell) =>
        (long)
            m.Languages.Sum(l =>
                Items(m, l)
                * (
                    Exemplars(m, l, cell)
                    + m.Task.Info.Scoring switch
                    {
                        Scoring.Generate => Generated(m.Task, l, cell),
                        Scoring.Choices => Ranked(m.Task, l, cell),
                        Scoring.LogLikelihood
                        or Scoring.Label
                        or Scoring.Tag
                        or Scoring.Retrieve
                        or Scoring.Parse
                        or Scoring.Joint
                        or Scoring.Pairs => Tokens(m.Task, l, cell).Whole,
                        // Of what is read in a language, test items are a part.
                        Scoring.States => Tokens(m.Task, l, cell).Whole * (m.Items + ((StatesTask)m.Task).Further) / m.Items,
                        var scoring => throw new ArgumentOutOfRangeException(nameof(m), scoring, "Answers of an unknown kind."),
                    }
                )
            );

    /// <summary>As many as are asked for; where that is more than sets have, as many as there are.</summary>
    private double Items(Measurement m, Language language)
    {
        if (m.Items <= ManyItems)
            return m.Items;
        if (_items.TryGetValue((m.Task, language.Code), out var known))
            return Math.Min(m.Items, known);
        try
        {
            known = m.Task.Source.Read(new SourceRequest(language, Split.Test, context.Source)).Take(MostItems).Count();
        }
        catch (InputException) when (context.Planning)
        {
            known = ManyItems;
        }

        return Math.Min(m.Items, _items[(m.Task, language.Code)] = known);
    }

    /// <summary>A prompt once and each option behind it, taken as long as the right one.</summary>
    private double Ranked(ITask task, Language language, Cell cell)
    {
        var (prompt, whole) = Tokens(task, language, cell);
        return prompt + (Options(task, language) * (whole - prompt));
    }

    private double Options(ITask task, Language language)
    {
        if (_options.TryGetValue((task, language.Code), out var known))
            return known;
        var first = Formatted(task, language).FirstOrDefault();
        return _options[(task, language.Code)] = Math.Max(1, first?.Choices.Count ?? AssumedOptions);
    }

    /// <summary>
    /// A trained model stops where answers end; a base as it is, or where lengths are not known, goes on as long as it may.
    /// </summary>
    private double Generated(ITask task, Language language, Cell cell)
    {
        var (prompt, whole) = Tokens(task, language, cell);
        var answer = cell is FinetuneCell && whole - prompt > 1 ? Math.Min(task.Info.MaxNewTokens, whole - prompt) : task.Info.MaxNewTokens;
        return prompt + answer;
    }

    /// <summary>Tokens of the solved examples before an item, however it is scored.</summary>
    private double Exemplars(Measurement m, Language language, Cell cell) =>
        m.FewShot is not { } shots
            ? 0
            : shots.Shots * Tokens(m.Task, shots.From == ExemplarLanguage.English ? Language.Parse("en") : language, cell).Whole;

    private (double Prompt, double Whole) Tokens(ITask task, Language language, Cell cell)
    {
        if (!_bytes.TryGetValue((task, language.Code), out var bytes))
        {
            bytes = _bytes[(task, language.Code)] = Measure(task, language);
        }

        var rate = BytesPerToken(cell);
        return ((bytes.Prompt / rate) + 1, (bytes.Whole / rate) + 2);
    }

    private IEnumerable<Example> Formatted(ITask task, Language language) =>
        task
            .Source.Read(new SourceRequest(language, Split.Train, context.Source))
            .Take(Sample)
            .Select(record =>
                PluginCall.Run(task, $"Format of the task '{task.Info.Name}'", record.ItemId, context.Report, () => task.Format(record))
            );

    private (double Prompt, double Whole) Measure(ITask task, Language language)
    {
        try
        {
            var examples = Formatted(task, language).ToList();
            if (examples.Count == 0)
                return (0, 0);
            var prompt = examples.Average(e => Encoding.UTF8.GetByteCount(e.Prompt));
            // Labels and tags are no tokens.
            if (GoldLabels.Has(task.Info))
                return (prompt, prompt);
            return (prompt, examples.Average(e => e.Segments.Sum(s => Encoding.UTF8.GetByteCount(s.Text))));
        }
        catch (InputException) when (context.Planning)
        {
            return AssumedBytes;
        }
    }

    /// <summary>As measured by the tokenizer's cell once it is done.</summary>
    private double BytesPerToken(Cell cell)
    {
        var tokenizer = cell switch
        {
            BaseCell b => b.Tokenizer,
            FinetuneCell f => f.Start.Trained?.Tokenizer,
            ReferenceCell r => r.Start.Trained?.Tokenizer,
            AnswersCell a => a.Start.Trained?.Tokenizer,
            TokenizerCell => null,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };
        return
            tokenizer is not null
            && folder.Cell(tokenizer.Id).Read() is { } done
            && done.Facts.TryGetValue("bytes per token", out var rate)
            && rate > 0
            ? rate
            : AssumedBytesPerToken;
    }
}
