using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.States;
using Clt.Running.Pace;

namespace Clt.Running.Planning;

/// <summary>What the time of cells depends on: the work of each part, by kind of model and of scoring.</summary>
internal sealed class CellTimes(StudyContext context, TokenCounts tokens)
{
    /// <summary>Tokens that are read together.</summary>
    private const double ReadTogether = 4096;

    /// <summary>Sequences that are continued together, and how much longer the longest answer is than the mean.</summary>
    private const double WrittenTogether = 64,
        LongestAnswer = 1.5;

    /// <summary>Share of tokens that encoders predict in pre-training; of those that both stacks read, and of what is not known.</summary>
    private const double Masked = 0.15,
        Half = 0.5;

    /// <summary>Steps of a probe's fit, what each takes however few its rows are, and letters of a word.</summary>
    private const double FitSteps = 100,
        SecondsPerFitStep = 4.5e-4,
        BytesPerWord = 6;

    /// <summary>Of a tokenizer's texts.</summary>
    private const double SecondsPerMegabyte = 3;

    /// <summary>
    /// Beside the model: an item is formatted, tokenised and scored, and its answer written; a language's scores are resampled.
    /// </summary>
    private const double SecondsPerItem = 1e-3,
        SecondsPerLanguage = 0.03;

    private readonly AssumedPace _pace = new(MachineProduct.Of(context.CacheFolder));
    private readonly Dictionary<string, ModelSize> _sizes = new(StringComparer.Ordinal);

    /// <summary>Of a tokenizer: its texts are read, counted and joined.</summary>
    public CellWork Of(TokenizerCell cell)
    {
        var (kind, each) = cell.Spec.Coverage is null ? ("bpe", SecondsPerMegabyte) : ("unigram", 2.5 * SecondsPerMegabyte);
        return new CellWork(
            Work.None,
            Work.None,
            Rest($"tokenizer {kind}", 0.5 + (each * tokens.BytesOf(cell.Texts, cell.Spec.Examples) / 1e6))
        );
    }

    /// <summary>Of a base that is pre-trained.</summary>
    public CellWork Of(BaseCell cell, TrainingWork work, long steps)
    {
        var train = cell.Spec.Train;
        var size = Size(cell.Id, () => StartConfig.Of(cell, context.Models));
        var targets =
            cell.Spec.Tokens
            * size.Kind switch
            {
                "decoder" => 1,
                "encoder" => Masked,
                _ => Half,
            };
        var held = train.Validation * cell.Spec.Texts.Languages.Count * tokens.OfMixture(cell);
        // A spoilt text passes the encoder and the whole one the decoder: of two stacks a token passes both.
        var passes = size.Kind == "encoder-decoder" ? 2 : 1;
        var seconds =
            _pace.Training(size, passes, work.Trained, steps, cell.Spec.Tokens, targets)
            + Validations(size, steps, train.CheckpointEvery.Every, held, targets / Math.Max(1, cell.Spec.Tokens));
        return new CellWork(new Work($"train {size.Kind}", seconds, steps), Work.None, Rest("base", 2));
    }

    /// <summary>Of a model that is fine-tuned and measured.</summary>
    public CellWork Of(FinetuneCell cell, TrainingWork work, long steps, double trained, double targets)
    {
        var (train, size) = (cell.Train, Size(cell));
        var factor = work.Flops / (6.0 * Math.Max(1, work.Parameters));
        var evaluate = Evaluate(cell, size, cell.Measurement);
        var examples = (double)(cell.Mixture.Examples ?? 0) * train.Epochs;
        var held = train.Validation * (cell.Mixture.Languages.Count + train.Watched.Count) * trained / Math.Max(1, examples);
        var seconds =
            _pace.Training(size, factor, work.Trained, steps, trained, targets)
            + Validations(size, steps, train.CheckpointEvery.Every, held, targets / Math.Max(1, trained));
        if (train.MeasureEvery is { } cadence && cell.Measurement.Items > 0)
            seconds += evaluate.Assumed * Math.Min(1, (double)train.MeasureItems / cell.Measurement.Items) * (steps / cadence.Every);
        return new CellWork(new Work($"train {size.Kind}", steps > 0 ? seconds : 0, steps), evaluate, Rest("finetune", 1.5))
        {
            Items = Items(cell.Measurement),
        };
    }

    /// <summary>Of a model that is measured as it is, or answers what others are trained on.</summary>
    public CellWork Of(Cell cell, StartingPoint start, Measurement asked) =>
        new(Work.None, Evaluate(cell, Size(start), asked), Rest(cell is AnswersCell ? "answers" : "reference", 0.5))
        {
            Items = Items(asked),
        };

    /// <summary>As often as progress is told of; measures of states are made whole or not at all.</summary>
    private double Items(Measurement asked) => asked.Task is StatesTask ? 1 : asked.Languages.Sum(l => tokens.Items(asked, l));

    private Work Evaluate(Cell cell, ModelSize size, Measurement asked)
    {
        var read = (double)tokens.Evaluated(asked, cell);
        var calls = (read / ReadTogether) + asked.Languages.Count;
        if (asked.Task is StatesTask states)
            return States(states, size, asked, read, calls, cell);
        if (asked.Task.Info.Scoring == Scoring.Generate)
        {
            var answers = asked.Languages.Select(l => (Items: tokens.Items(asked, l), Tokens: tokens.Answer(asked.Task, l, cell))).ToList();
            var rounds = answers.Sum(a => a.Tokens * LongestAnswer * Math.Ceiling(a.Items / WrittenTogether));
            var generated = _pace.Generating(size, read, answers.Sum(a => a.Items * a.Tokens), rounds);
            // How long a model goes on that was not trained to stop is another matter.
            return new Work($"generate {size.Kind}{(cell is FinetuneCell ? "" : " as it is")}", generated + Beside(asked), rounds);
        }

        var targets = GoldLabels.Has(asked.Task.Info) || asked.Task.Info.Scoring == Scoring.Retrieve ? 0 : read * Half;
        return new Work($"score {size.Kind}", _pace.Reading(size, read, targets, calls) + Beside(asked), calls);
    }

    /// <summary>What answers take besides the model's own time.</summary>
    private double Beside(Measurement asked) =>
        _pace.Other(asked.Languages.Sum(l => (tokens.Items(asked, l) * SecondsPerItem) + (asked.Metrics.Count * SecondsPerLanguage)));

    private Work States(StatesTask task, ModelSize size, Measurement asked, double read, double calls, Cell cell)
    {
        var layers = task.LayersOf(size.Layers).Count;
        var seconds = _pace.Reading(size, read, 0, calls);
        if (task is not ProbeTask probe)
            return new Work($"{task.GetType().Name} {size.Kind}", seconds + _pace.Other(layers * asked.Languages.Count * 0.1), calls);
        var fitted = asked.Languages.SelectMany(probe.FittedFor).DistinctBy(l => l.Code).ToList();
        var ofWords = probe.Inner.Info.Scoring != Scoring.Label;
        var rows = fitted.Sum(l => probe.Train * (ofWords ? tokens.PromptBytes(probe.Inner, l) / BytesPerWord : 1));
        var width = size.Width * (probe.Inner.Info.Scoring == Scoring.Pairs ? 2.0 : 1.0);
        var steps = probe.Fit is RidgeFit ? 1 : FitSteps;
        var operations = layers * probe.Seeds * rows * width * ((2 * width) + (4 * steps * probe.Inner.Info.Labels.Count));
        var fits = layers * probe.Seeds * fitted.Count;
        seconds += _pace.Fitting(operations) + _pace.Other(fits * steps * SecondsPerFitStep);
        return new Work($"probe {probe.Inner.Info.Scoring} {size.Kind}", seconds, calls);
    }

    /// <summary>Losses of held-out examples, at every checkpoint and at the end.</summary>
    private double Validations(ModelSize size, long steps, int every, double held, double targets)
    {
        var times = (every > 0 ? steps / every : 0) + 1;
        return held > 0 ? times * _pace.Reading(size, held, held * targets, 1 + (held / ReadTogether)) : 0;
    }

    private Work Rest(string kind, double seconds) => new($"rest {kind}", _pace.Other(seconds), 1);

    private ModelSize Size(FinetuneCell cell) =>
        cell.Into is { } into ? Size($"{cell.Start.Root.Identity}, {into}", () => StartConfig.Of(cell, context.Models)) : Size(cell.Start);

    private ModelSize Size(StartingPoint start) => Size(start.Root.Identity, () => StartConfig.Of(start, context.Models));

    private ModelSize Size(string name, Func<ModelConfig> read) =>
        _sizes.TryGetValue(name, out var known) ? known : _sizes[name] = ModelSize.Of(read());
}
