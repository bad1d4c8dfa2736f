using Clt.Recipes.Adapters;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Objectives;
using Clt.Recipes.Resolution;
using Clt.Recipes.Training;

namespace Clt.Recipes.Checks;

/// <summary>What must hold of a point's objective, and what contradicts it.</summary>
internal sealed class ObjectiveChecks(StudyContext context, DataIdentity data, Problems problems)
{
    /// <param name="point">The point; nothing is checked where nothing is trained.</param>
    /// <param name="model">The model that it starts from.</param>
    public void Run(ResolvedPoint point, ModelConfig model)
    {
        if (point.Train is not { } train || train.Objective == ObjectiveSpec.Default) return;
        var where = point.Where(".Objective");
        foreach (var problem in train.Objective.Problems()) problems.Add(problem.What, $"{where}, {problem.Where}", problem.Mend);
        if (train.Objective is RDropSpec or CrossEntropySpec { Dropout: true }) Dropout(train, point.Task.Info.Scoring, model, where);
        else Kind(train.Objective, point.Task.Info.Scoring, model, where);
        Settings(train, where);
        if (train.Objective.Teacher is { } teacher) Teacher(teacher, point.Base, model, where);
        if (train.Objective.Use == ExampleUse.Pairs) Pairs(point);
    }

    /// <summary>Something must drop out: an encoder's states, or what goes into a decoder's adapter.</summary>
    private void Dropout(TrainSpec train, Scoring scoring, ModelConfig model, string where)
    {
        if (model is EncoderConfig encoder)
        {
            problems.Check(
                scoring is Scoring.Label or Scoring.Tag, $"{train.Objective.Text} is for labels of texts and tags of words", where,
                "Take Contrast() for translations.");
            problems.Check(
                encoder.HiddenDropout > 0 || encoder.ClassifierDropout > 0, "nothing drops out of this encoder", where,
                "Set hidden_dropout_prob in its config.json, such as 0.1.");
            problems.Check(
                train.Objective is not CrossEntropySpec { LabelSmoothing: > 0 } and not CrossEntropySpec { Dft: true }
                    and not CrossEntropySpec { WholeText: true },
                "an encoder's labels are neither smoothed, weighted nor whole texts", where,
                "Leave dropout alone: CrossEntropy(dropout: true).");
            return;
        }

        if (model is DecoderConfig && train.Objective is RDropSpec)
        {
            problems.Check(
                train.Adapter is LoraSpec { Settings.Dropout: > 0 }, "nothing drops out, so both passes of R-Drop are one",
                where, "Train an adapter with dropout: .Adapter(Lora(dropout: 0.1)).");
            return;
        }

        problems.Add(
            $"the model '{model.Family}' has no dropout of its own: {train.Objective.Text} is not for it", where,
            model is DecoderConfig
                ? "Take Lora(dropout: 0.1), with RDrop() or without."
                : "Leave .Objective out, or start from an encoder.");
    }

    private void Kind(ObjectiveSpec objective, Scoring scoring, ModelConfig model, string where)
    {
        if (objective is RandomFieldSpec or AlignmentSpec)
        {
            var wanted = objective is RandomFieldSpec ? Scoring.Tag : Scoring.Retrieve;
            problems.Check(
                model is EncoderConfig && scoring == wanted, $"{objective.Text} is for encoders and {(wanted == Scoring.Tag ? "tags of words" : "translations")}",
                where, "Leave .Objective out, or take a task such as " + (wanted == Scoring.Tag ? "Tagging(…)." : "Translations(…)."));
            return;
        }

        if (model is DecoderConfig || (model is SequenceToSequenceConfig && objective is CrossEntropySpec { Dft: false, WholeText: false })) return;
        problems.Add(
            $"the model '{model.Family}' is no decoder: {objective.Text} is not for it", where,
            model is SequenceToSequenceConfig
                ? "Take CrossEntropy(labelSmoothing: …) at most, or start from a decoder."
                : "Leave .Objective out, or start from a decoder.");
    }

    private void Settings(TrainSpec train, string where)
    {
        if (train.Objective is CrossEntropySpec { Dft: true, LabelSmoothing: > 0 } or EwcSpec { Within: CrossEntropySpec { Dft: true, LabelSmoothing: > 0 } })
            problems.Add("dft weighs targets with their probability, which label smoothing would blur", where, "Take one of the two.");
        problems.Check(
            train.Objective.Use != ExampleUse.Pairs || train.Packing == Packing.None, "pairs of answers are not packed into rows", where,
            "Take packing: None; forward passes are packed anyway.");
        if (train.Objective is not EwcSpec ewc) return;
        problems.Check(
            ewc.Within is not (RDropSpec or CrossEntropySpec { Dropout: true }),
            "nothing drops out beside EWC, which leaves adapters out", where, "Take CrossEntropy() within it.");
        problems.Check(
            train.Adapter is null, "EWC keeps the base's weights near what they were, but an adapter does not change them", where,
            "Leave the penalty or the adapter out.");
        problems.Check(
            train.Precision == Precision.Float32, "EWC adds small numbers, which bf16 loses", where, "Take precision: Float32.");
    }

    private void Teacher(BaseSpec teacher, BaseSpec start, ModelConfig model, string where)
    {
        if (teacher.GetType() != start.GetType())
        {
            problems.Add(
                "the teacher and the base have tokenizers of their own: one is a folder, the other is trained here", where,
                "Take both from folders with one vocabulary, or train both here.");
        }
        else if (teacher is FolderSpec folder)
        {
            problems.Try(() => Vocabulary(context.Models.ReadFolder(folder.Path), model, where));
        }
        else if (teacher is PretrainSpec { Model: not DecoderSpec and var shape })
        {
            problems.Add($"the teacher is no decoder but an {shape.Word}(…)", where, "Teach with Decoder(…).");
        }
    }

    private void Vocabulary(ModelConfig teacher, ModelConfig model, string where) => problems.Check(
        teacher is DecoderConfig && teacher.VocabularySize == model.VocabularySize,
        teacher is DecoderConfig
            ? $"the teacher's vocabulary has {teacher.VocabularySize} tokens, the model's {model.VocabularySize}"
            : $"the teacher of the family '{teacher.Family}' is no decoder",
        where, "Take a decoder with the model's own tokenizer.");

    /// <summary>The first example of each part tells whether its task gives worse answers.</summary>
    private void Pairs(ResolvedPoint point)
    {
        foreach (var (part, language) in point.Mixture.Parts.Where(p => p.Count > 0).Select(p => (Part: p, Language: p.Languages.FirstOrDefault())))
        {
            var task = part.Task ?? point.Task;
            if (language is null || data.IsAbsent(task.Source)) continue;
            problems.Try(() =>
            {
                var first = task.Source.Read(new SourceRequest(language, Split.Train, data.Context)).FirstOrDefault();
                problems.Check(
                    first is null || task.Format(first).Rejected is not null, $"the task '{task.Info.Name}' gives no rejected answers",
                    point.Where(".Objective"),
                    "Train on preferences: Fixed(languages, count, Preferences(on: …)).");
            });
        }
    }
}
