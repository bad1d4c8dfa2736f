using System.Text;
using Clt.Engine.Plugins;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.States;
using Clt.Results.Store;

namespace Clt.Running.Planning;

/// <summary>Tokens of examples, prompts and answers, estimated from the first records of their sources.</summary>
internal sealed class TokenCounts(StudyContext context, StudyFolder folder)
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

    /// <summary>Mean tokens of an example of a base's mixture.</summary>
    public double OfMixture(BaseCell cell) => Math.Max(1, Mean(cell.Spec.Texts, (task, language) => Tokens(task, language, cell).Whole));

    /// <summary>Bytes of a mixture's examples.</summary>
    /// <param name="texts">The mixture.</param>
    /// <param name="most">Examples that are drawn where it is given by shares.</param>
    public double BytesOf(MixtureSpec texts, int most) =>
        (texts.Examples ?? most) * Mean(texts, (task, language) => Bytes(task, language).Whole);

    /// <summary>The mean of something over a mixture's examples.</summary>
    private static double Mean(MixtureSpec texts, Func<ITask, Language, double> of)
    {
        var weighted = texts
            .Parts.Where(p => p.Task is not null && p.Languages.Count > 0)
            .Select(p => (Weight: p.Share ?? ((p.Count ?? 0) * p.Languages.Count), Value: p.Languages.Average(l => of(p.Task!, l))))
            .ToList();
        return weighted.Sum(w => w.Weight * w.Value) / Math.Max(1e-9, weighted.Sum(w => w.Weight));
    }

    /// <summary>Tokens that a fine-tuning trains on, and those of them that are predicted.</summary>
    public (double All, double Targets) Trained(FinetuneCell cell)
    {
        var (all, targets) = (0.0, 0.0);
        foreach (var part in cell.Mixture.Parts.Where(p => p.Count > 0))
        {
            var task = part.Task ?? cell.Measurement.Task;
            foreach (var (prompt, whole) in part.Languages.Select(l => Tokens(task, l, cell)))
            {
                all += part.Count!.Value * whole;
                targets +=
                    cell.Train.Objective.Info.Use == ExampleUse.WholeTexts ? part.Count.Value * whole
                    : GoldLabels.Has(task.Info) ? 0
                    : part.Count.Value * (whole - prompt);
            }
        }

        // A pair is two sequences.
        var times = cell.Train.Epochs * (cell.Train.Objective.Info.Use == ExampleUse.Pairs ? 2 : 1);
        return (times * all, times * targets);
    }

    /// <summary>Tokens that a measurement reads and writes.</summary>
    public long Evaluated(Measurement m, Cell cell) =>
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
    public double Items(Measurement m, Language language)
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
        var (prompt, _) = Tokens(task, language, cell);
        return prompt + Answer(task, language, cell);
    }

    /// <summary>Tokens that are generated for an item.</summary>
    public double Answer(ITask task, Language language, Cell cell)
    {
        var (prompt, whole) = Tokens(task, language, cell);
        return cell is FinetuneCell && whole - prompt > 1 ? Math.Min(task.Info.MaxNewTokens, whole - prompt) : task.Info.MaxNewTokens;
    }

    /// <summary>Tokens of the solved examples before an item, however it is scored.</summary>
    private double Exemplars(Measurement m, Language language, Cell cell) =>
        m.FewShot is not { } shots
            ? 0
            : shots.Shots * Tokens(m.Task, shots.From == ExemplarLanguage.English ? Language.Parse("en") : language, cell).Whole;

    /// <summary>Mean tokens of a prompt, and of it with its answer.</summary>
    public (double Prompt, double Whole) Tokens(ITask task, Language language, Cell cell)
    {
        var bytes = Bytes(task, language);
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

    /// <summary>Mean bytes of a prompt.</summary>
    public double PromptBytes(ITask task, Language language) => Bytes(task, language).Prompt;

    private (double Prompt, double Whole) Bytes(ITask task, Language language) =>
        _bytes.TryGetValue((task, language.Code), out var known) ? known : _bytes[(task, language.Code)] = Measure(task, language);

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
