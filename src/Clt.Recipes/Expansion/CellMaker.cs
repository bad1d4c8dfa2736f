using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Kernels.Libtorch;
using Clt.Recipes.Answers;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;
using Clt.Recipes.States;
using Clt.Recipes.Training;

namespace Clt.Recipes.Expansion;

/// <summary>Makes cells from resolved points. Cells of the same text are one object.</summary>
/// <param name="data">Fingerprints of what is read.</param>
/// <param name="context">The study's surroundings.</param>
/// <param name="freshHeads">Whether an encoder without the task's head is measured under a fresh one for each seed.</param>
internal sealed class CellMaker(DataIdentity data, StudyContext context, bool freshHeads = false)
{
    private readonly CellText _text = new(data);
    private bool _said;
    private readonly Dictionary<string, StartingPoint> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cell> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Point, long Seed), FinetuneCell> _stages = [];

    /// <summary>References first, where there is one, then every stage of every point and seed.</summary>
    public IReadOnlyList<StudyPoint> Make(IReadOnlyList<ResolvedPoint> points, IReadOnlyList<long> seeds)
    {
        var (references, runs) = (new List<StudyPoint>(), new List<StudyPoint>());
        foreach (var point in points)
        {
            var measurement = Measure(point);
            foreach (var seed in seeds)
            {
                AddReference(references, point, Start(point.Base, point.Tokenizer, seed), measurement, seed);
                if (point.Train is not null && Finetune(point, measurement, seed) is { IsMeasured: true } cell)
                    runs.Add(StudyPoint.Of(point, cell));
            }
        }

        return [.. references, .. runs];
    }

    /// <summary>The cell of a stage, after those of the stages before it.</summary>
    private FinetuneCell Finetune(ResolvedPoint point, Measurement measurement, long seed)
    {
        var key = (point.Key, seed);
        if (_stages.TryGetValue(key, out var known))
            return known;
        var start = point.Before is { } before
            ? StartingPoint.After(Finetune(before, measurement, seed), point.AdapterBefore)
            : Start(point.Base, point.Tokenizer, seed);
        var train = Resolved(point.Train!)!;
        var teacher = train.Objective.Info.Teacher is { } from ? Start(from, point.Tokenizer, seed) : null;
        var answers = Answers(point, measurement, seed);
        var training = new TrainingIdentity(_text.Training(start, point.Into, point.Mixture, train, teacher, answers, measurement, seed));
        var exchanged = point.Exchanged.Select(e => (e.Language, Finetune(e.Point, Measure(e.Point), seed))).ToList();
        var yaml = _text.Finetune(training, measurement, point.Stage, exchanged, seed);
        return _stages[key] = Once(
            new FinetuneCell(start, point.Mixture, train, measurement, seed)
            {
                Yaml = yaml,
                Training = training,
                Into = point.Became,
                Teacher = teacher,
                Answers = answers,
                Exchanged = exchanged,
                Stage = point.Stage,
            }
        );
    }

    /// <summary>The cells that write what models say to a mixture's items.</summary>
    private List<AnswersUse> Answers(ResolvedPoint point, Measurement measurement, long seed)
    {
        var uses = new List<AnswersUse>();
        foreach (var part in point.Mixture.Parts.Where(p => p.Count > 0))
        {
            var sources = AnswersSource.In(part.Task ?? point.Task);
            foreach (var (source, language) in sources.SelectMany(s => part.Languages.Select(l => (s, l))))
            {
                if (uses.Any(u => ReferenceEquals(u.Source, source) && u.Language.Code == language.Code))
                    continue;
                var agrees = source.Filter.Agrees is { } other ? Writer(other) : null;
                uses.Add(new AnswersUse(source, language, Writer(source.Of), agrees));

                AnswersCell Writer(string of)
                {
                    var before = point.Before?.Chain.FirstOrDefault(s => s.Stage == of);
                    var stage = before is null ? null : Finetune(before, measurement, seed);
                    var cell = new AnswersCell(stage?.Start ?? Folder(of), stage, source.On, language, source.Items)
                    {
                        Yaml = "",
                        Soft = source.Soft,
                    };
                    return Once(cell with { Yaml = _text.Answers(cell, stage?.Training.Id ?? cell.Start.Identity) });
                }
            }
        }

        return uses;
    }

    private void AddReference(List<StudyPoint> references, ResolvedPoint point, StartingPoint start, Measurement measurement, long seed)
    {
        long? head = point.Task is StatesTask || IsMeasurable(start, point.Task.Info) ? null : seed;
        // A head gives labels; written answers are those of what becomes of the encoder.
        if (head is not null && (!freshHeads || !GoldLabels.Has(point.Task.Info)))
            return;
        var reference = Once(new ReferenceCell(start, measurement) { Yaml = _text.Reference(start, measurement, head), HeadSeed = head });
        if (references.All(r => r.Cell.Id != reference.Id))
            references.Add(new StudyPoint(point.ReferenceAxes, reference));
    }

    /// <summary>An encoder without the task's head has nothing to measure before it is trained.</summary>
    private bool IsMeasurable(StartingPoint start, TaskInfo task) =>
        StartConfig.Of(start, context.Models) is not EncoderConfig encoder || EncoderHeads.Answers(encoder, task);

    /// <summary>Settings without <see cref="Precision.Auto"/>: what is faster here is part of a cell's name.</summary>
    private TrainSpec? Resolved(TrainSpec? train)
    {
        if (train?.Precision != Precision.Auto)
            return train;
        var (dtype, reason) = MachinePrecision.Choose(context.CacheFolder, LibtorchBuild.Machine);
        if (!_said)
            context.Report($"Precision: {reason}.");
        _said = true;
        return train with { Precision = dtype == Dtype.BFloat16 ? Precision.BFloat16 : Precision.Float32 };
    }

    private Measurement Measure(ResolvedPoint point)
    {
        // Names in .Evaluate are of tasks whose answers are scored.
        var names = point.Task is StatesTask ? point.Task.Info.Metrics : point.Evaluate.Metrics ?? point.Task.Info.Metrics;
        IReadOnlyList<IMetric> given = point.Task is StatesTask { Metrics: { Count: > 0 } measured } ? measured : point.OwnMetrics;
        var metrics = names.Select(n => given.Concat(context.Metrics).First(m => m.Info.Name == n)).Union(given).ToList();
        var made = new Measurement(point.Task, point.Evaluate.Languages, point.Evaluate.Items, metrics)
        {
            FewShot = point.Evaluate.FewShotOf(point.Task.Info),
            Lengths = point.Evaluate.Lengths,
        };
        return made with { Asks = Canonical.Hash(_text.Asked(made)) };
    }

    /// <summary>What a run of a seed starts from. All bases of a study share their tokenizer, whatever their seeds.</summary>
    private StartingPoint Start(BaseSpec from, TokenizerSpec? given, long seed)
    {
        if (from is FolderSpec folder)
            return Folder(folder.Path);
        var asked = (PretrainSpec)from;
        var pretrain = asked with { Train = Resolved(asked.Train)!, Seed = asked.Seed ?? seed, At = null };
        var drawn = asked.Seed ?? 1;
        var texts = given!.Texts ?? pretrain.Texts;
        var spec = given with { Mask = pretrain.Model.Info.NeedsMask };
        var tokenizer = Once(new TokenizerCell(spec, texts, drawn) { Yaml = _text.Tokenizer(spec, texts, drawn) });
        var family = Family(pretrain.Model.Config(new ModelVocabulary(spec.Vocabulary), context.Models));
        var trained = Once(new BaseCell(pretrain, tokenizer) { Yaml = _text.Base(pretrain, tokenizer, family) });
        var kin = asked.Seed is null ? Canonical.Hash(_text.Base(pretrain with { Seed = null }, tokenizer, family)) : trained.Id;
        if (asked.At is { } share)
            kin = Canonical.Hash($"{kin} {PretrainSpec.NameOf(share)}");
        return StartingPoint.Of(trained, asked.At) with { Family = family, Kin = kin };
    }

    /// <exception cref="InputException">The folder lacks a file, or no family knows its architecture.</exception>
    private StartingPoint Folder(string path)
    {
        if (_folders.TryGetValue(path, out var known))
            return known;
        var identity = FolderIdentity.Of(path, context);
        return _folders[path] = new StartingPoint(null, path, identity) { Family = Family(context.Models.ReadFolder(path)) };
    }

    private IModelFamily Family(ModelConfig config) => context.Models.All.First(f => f.Info.Name == config.Family);

    private TCell Once<TCell>(TCell cell)
        where TCell : Cell
    {
        if (_known.TryGetValue(cell.Id, out var known))
            return (TCell)known;
        _known.Add(cell.Id, cell);
        return cell;
    }
}
