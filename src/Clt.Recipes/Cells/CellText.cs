using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;
using Clt.Recipes.Answers;
using Clt.Recipes.Data;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.States;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;
using Fields = System.Collections.Generic.IReadOnlyList<(string Key, object? Value)>;

namespace Clt.Recipes.Cells;

/// <summary>Canonical text of cells: every field here, and nothing else, is part of a cell's name.</summary>
internal sealed class CellText(DataIdentity data)
{
    private const int Schema = 1;

    public string Tokenizer(TokenizerSpec spec, MixtureSpec texts, long seed) =>
        Canonical.Yaml([
            ("schema", Schema),
            ("kind", "tokenizer"),
            ("algorithm", spec.Coverage is null ? "byte-level bpe" : "unigram"),
            ("vocabulary", spec.Vocabulary),
            ("digits", spec.Digits),
            ("examples", spec.Examples),
            .. spec.Coverage is { } coverage ? [("coverage", coverage)] : (Fields)[],
            .. spec.Mask ? [("mask", true)] : (Fields)[],
            .. spec.Languages.Count > 0 ? [("language codes", spec.Codes)] : (Fields)[],
            ("texts", Mixture(texts, null)),
            ("seed", seed),
            ("code", CodeIdentity.Of(Plugins(texts, null, []))),
        ]);

    public string Base(PretrainSpec spec, TokenizerCell tokenizer, IModelFamily family) =>
        Canonical.Yaml([
            ("schema", Schema),
            ("kind", "base"),
            ("tokenizer", tokenizer.Id),
            ("model", spec.Model.Info.Fields),
            ("texts", Mixture(spec.Texts, null)),
            ("tokens", spec.Tokens),
            .. spec.Keep.Count > 0 ? [("kept", spec.Keep)] : (Fields)[],
            ("train", Train(spec.Train, PretrainSpec.Usual.Overlong)),
            ("seed", spec.Seed),
            ("code", CodeIdentity.Of([.. Plugins(spec.Texts, null, []), .. spec.Train.Components, spec.Model, family])),
        ]);

    public string Reference(StartingPoint start, Measurement measurement, long? headSeed) =>
        Canonical.Yaml([
            ("schema", Schema),
            ("kind", "reference"),
            ("base", start.Identity),
            .. headSeed is { } head ? [("fresh head", head)] : (Fields)[],
            ("task", Task(measurement.Task, measurement.FewShot)),
            ("evaluate", Evaluate(measurement)),
            ("code", CodeIdentity.Of([.. Plugins(null, measurement.Task, measurement.Metrics), .. Family(start)])),
        ]);

    /// <summary>What decides the prompts of a measurement, whatever the model.</summary>
    public string Asked(Measurement measurement) =>
        Canonical.Yaml([
            ("schema", Schema),
            ("kind", "prompts"),
            ("task", Task(measurement.Task, measurement.FewShot)),
            ("evaluate", Evaluate(measurement)),
            ("code", CodeIdentity.Of(Plugins(null, measurement.Task, []))),
        ]);

    /// <summary>
    /// What decides a fine-tuned model's weights: nothing of how it is measured, nor on which of several tasks, so that another measurement
    /// trains nothing again.
    /// </summary>
    public string Training(
        StartingPoint start,
        WarmStart? into,
        MixtureSpec mixture,
        TrainSpec train,
        StartingPoint? teacher,
        IReadOnlyList<AnswersUse> answers,
        Measurement measured,
        long seed
    ) =>
        Canonical.Yaml([
            ("schema", Schema),
            ("kind", "training"),
            ("base", start.Identity),
            .. into is not null ? [("begun as", into.Fields)] : (Fields)[],
            ("mixture", Mixture(mixture, measured.Task)),
            .. answers.Count > 0 ? [("answers", answers.SelectMany(a => a.Cells).Select(c => c.Id))] : (Fields)[],
            ("train", Train(train, Overlong.Refuse)),
            .. Objective(train.Objective, teacher, measured.Task),
            .. Measured(train, measured),
            .. Watched(train),
            ("seed", seed),
            (
                "code",
                CodeIdentity.Of([
                    .. Learnt(mixture, measured.Task),
                    .. Learnt(train.Objective.Info.Keep, measured.Task),
                    .. train.Components,
                    .. Family(start),
                    .. Family(teacher),
                ])
            ),
        ]);

    /// <summary>
    /// What is measured of which weights. A stage is a part of it since predictions and scores name it; its weights are the same without.
    /// </summary>
    public string Finetune(
        TrainingIdentity training,
        Measurement measurement,
        string stage,
        IReadOnlyList<(Language Language, FinetuneCell Before)> exchanged,
        long seed
    ) =>
        Canonical.Yaml([
            ("schema", Schema),
            ("kind", "finetune"),
            ("training", training.Id),
            .. stage.Length > 0 ? [("stage", stage)] : (Fields)[],
            .. exchanged.Count > 0 ? [("exchanged", Trainings(exchanged))] : (Fields)[],
            ("task", Task(measurement.Task, measurement.FewShot)),
            ("evaluate", Evaluate(measurement)),
            ("seed", seed),
            ("code", CodeIdentity.Of(Plugins(null, measurement.Task, measurement.Metrics))),
        ]);

    private static List<(string, object?)> Trainings(IReadOnlyList<(Language Language, FinetuneCell Before)> exchanged) =>
        [.. exchanged.Select(e => (e.Language.Code, (object?)e.Before.Training.Id))];

    public string Answers(AnswersCell cell, string model) =>
        Canonical.Yaml([
            ("schema", Schema),
            ("kind", "answers"),
            ("model", model),
            ("task", Task(cell.Task, cell.Task.Info.FewShot)),
            ("language", cell.Language.Code),
            ("items", cell.Items),
            ("held out", AnswersCell.HeldOut),
            .. cell.Soft > 0 ? [("soft labels", cell.Soft)] : (Fields)[],
            ("code", CodeIdentity.Of([.. Plugins(null, cell.Task, []), .. Family(cell.Start)])),
        ]);

    /// <param name="train">The settings.</param>
    /// <param name="usual">What becomes of examples that are too long where nothing is said of them.</param>
    private static Fields Train(TrainSpec train, Overlong usual) =>
        [
            .. TrainSettings.Fields(train),
            // What is refused is in no training.
            .. train.Overlong != usual ? [("overlong", train.Overlong.Text)] : (Fields)[],
            .. train.MaxLength is { } most && train.Overlong.Action != OverlongAction.Refuse ? [("max length", most)] : (Fields)[],
            // What is not asked for is not in the text: a recipe need not be run again when there is something new to ask for.
            .. train.Adapter is { } adapter ? [("adapter", adapter.Info.Fields)] : (Fields)[],
            .. train.Adapter?.Info.Above is { } below ? [("above", AdapterIdentity.Of(below))] : (Fields)[],
            .. !train.Weights.IsEmpty ? [("weights", train.Weights.Fields)] : (Fields)[],
        ];

    /// <summary>Nothing where it is what every cell minimises: cells of older recipes keep their names.</summary>
    private Fields Objective(IObjectiveSpec objective, StartingPoint? teacher, ITask own)
    {
        if (objective.Equals(CrossEntropySpec.Default))
            return [];
        List<(string, object?)> fields = [("objective", objective.Info.Fields)];
        if (teacher is not null)
            fields.Add(("teacher", teacher.Identity));
        if (objective.Info.Keep is { } keep)
            fields.Add(("keep", Mixture(keep, own)));
        return fields;
    }

    /// <summary>Its figures are in the training's log, so what is measured is a part of the name where it is asked for.</summary>
    private Fields Measured(TrainSpec train, Measurement measured) =>
        train.MeasureEvery is null
            ? []
            :
            [
                ("measured every", train.MeasureEvery.Every),
                ("of items", train.MeasureItems),
                ("by task", Task(measured.Task, measured.Task.Info.FewShot)),
                ("in languages", measured.Languages.Select(l => l.Code)),
                ("by metrics", measured.Metrics.Select(m => m.Info.Signature)),
            ];

    /// <summary>It changes the log, not the weights; a training that watches nothing keeps its name.</summary>
    private static Fields Watched(TrainSpec train) => train.Watched.Count == 0 ? [] : [("watched", train.Watched.Select(l => l.Code))];

    private static Fields Evaluate(Measurement measurement) =>
        [
            ("languages", measurement.Languages.Select(l => l.Code)),
            ("items", measurement.Items),
            ("metrics", measurement.Metrics.Select(m => m.Info.Signature)),
            .. measurement.Lengths.Text is { Length: > 0 } lengths ? [("prompts", lengths)] : (Fields)[],
        ];

    /// <summary>What decides a task's training examples.</summary>
    private Fields Learnt(ITask task)
    {
        Fields fields =
        [
            ("name", task.Info.Name),
            ("type", task.GetType().FullName),
            ("settings", Canonical.Sorted(task.Info.Settings)),
            ("source", Source(task.Source)),
        ];
        // The other kinds of answers are trained alike.
        return GoldLabels.Has(task.Info) || task.Info.Scoring == Scoring.Retrieve
            ?
            [
                .. fields,
                ("answers", task.Info.Scoring),
                ("labels", task.Info.Labels),
                .. task.Info.Tags.Count == 0 ? (Fields)[] : [("tags", task.Info.Tags)],
            ]
            : fields;
    }

    /// <summary>The same with what decides its prompts and answers in evaluation.</summary>
    private Fields Task(ITask task, FewShot? exemplars)
    {
        Fields fields = [.. Learnt(task), ("scoring", task.Info.Scoring), ("new tokens", task.Info.MaxNewTokens), ("stop", task.Info.Stop)];
        return exemplars is { } shots ? [.. fields, ("few-shot", Canonical.Sorted(shots.Settings))] : fields;
    }

    private Fields Source(ISource source) =>
        [("name", source.Info.Name), ("settings", Canonical.Sorted(source.Info.Settings)), ("content", data.Fingerprint(source))];

    /// <summary>
    /// Parts without examples change nothing, so they are not in the text. The order of the parts is the order of the data.
    /// </summary>
    private List<Fields> Mixture(MixtureSpec mixture, ITask? own) =>
        [.. mixture.Parts.Where(p => p.Count is null or > 0).Select(p => Part(p, own))];

    private Fields Part(PartSpec part, ITask? own) =>
        [
            ("task", Learnt(part.Task ?? own!)),
            ("languages", part.Languages.Select(l => l.Code)),
            ("count", part.Count),
            ("share", part.Share),
        ];

    private static IEnumerable<object> Family(StartingPoint? start) => start?.Family is { } family ? [family] : [];

    private static IEnumerable<object> Learnt(MixtureSpec? mixture, ITask own) =>
        mixture is null ? [] : Plugins(mixture, mixture.Parts.Any(p => p.Task is null) ? own : null, []);

    private static IEnumerable<object> Plugins(MixtureSpec? mixture, ITask? task, IEnumerable<IMetric> metrics)
    {
        var tasks = (mixture?.Parts.Select(p => p.Task) ?? []).Append(task).OfType<ITask>();
        return tasks
            .SelectMany(t => t is TaskWithoutTestItems without ? without.Parts : [t, t.Source])
            .SelectMany(p => p is StatesTask states ? states.Parts.Prepend(p) : [p])
            .SelectMany(p => p is AnswersSource answers ? answers.Parts : [p])
            .SelectMany(p => p is DirectedSource directed ? directed.Parts : [p])
            .Concat(metrics);
    }
}
