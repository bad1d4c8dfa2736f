using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Engine.States;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Studies;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>Encoders: labels of texts, tags of words, and texts whose translations are found.</summary>
internal sealed class EncoderKind(
    ModelStart start,
    ObjectiveInputs inputs,
    HubTokenizer tokenizer,
    TaskInfo task,
    EncoderConfig config,
    PromptLengths prompts
) : IModelKind
{
    public IObjective Objective() => inputs.Around(start, task, Model, Tokenize, tokenizer);

    /// <summary>Where the folder lacks the head it is made afresh; a stage before has left it there.</summary>
    private EncoderModel Model(string folder) => Headed(folder, start.Adapter is null ? start.Dtype : Dtype.Float32);

    private EncoderModel Headed(string folder, Dtype? dtype)
    {
        var head = inputs.Objective.Info.Head ?? (c => c);
        return EncoderModel.Load(folder, start.Families, c => head(EncoderHeads.Under(c, task)), start.Seed, dtype);
    }

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples, LengthLimit limit)
    {
        var reader = Reader(limit);
        return limit.Read<TrainingExample>(
            examples,
            task.Scoring switch
            {
                Scoring.Label => e => reader.Labelled(e, task.Labels),
                Scoring.Tag => e => reader.Tagged(e, task.Labels),
                Scoring.Parse => e => reader.Parsed(e, task.Labels),
                Scoring.Joint => e => reader.Joint(e, task.Labels, task.Tags),
                Scoring.Retrieve => reader.Pair,
                var other => throw new ArgumentOutOfRangeException(nameof(examples), other, "Encoders learn no such answers."),
            }
        );
    }

    public IReadOnlyList<Example> Asked(IEnumerable<Example> items, LengthLimit limit)
    {
        var reader = Reader(limit);
        return limit.Read(
            items,
            item =>
            {
                if (task.Scoring == Scoring.Retrieve)
                    reader.Pair(item);
                else if (task.Scoring == Scoring.Label)
                    reader.Prompt(item);
                else
                    reader.Words(item);
                return item;
            }
        );
    }

    public IEvaluator Answering(ITrainableModel model) =>
        task.Scoring == Scoring.Retrieve
            ? new RetrievalEvaluator(Limited(new TextEmbedder((EncoderModel)model, tokenizer)))
            : new LabelEvaluator((EncoderModel)model, Reader(prompts.Limit()), task);

    public ITrainableModel Open(string folder) => Trained(folder);

    public ITrainableModel OpenFresh(string folder) => Headed(folder, Dtype.Float32);

    /// <summary>An adapter's folder has the head that was trained with it, the model's own has none.</summary>
    private EncoderModel Trained(string folder) =>
        start.Adapter is null ? EncoderModel.Load(folder, start.Families) : start.End(folder, from => Headed(from, Dtype.Float32));

    public IEvaluator Load(string folder)
    {
        if (task.Scoring == Scoring.Retrieve && start.Adapter is null)
            return new RetrievalEvaluator(Limited(TextEmbedder.Load(folder, start.Families)));
        return Answering(Trained(folder));
    }

    private TextEmbedder Limited(TextEmbedder embedder) =>
        embedder.Limited(prompts.Limit().Most(config.ContextLength), prompts.Overlong.Action == OverlongAction.Truncate);

    private EncoderTokenizer Reader(LengthLimit limit) => new(tokenizer, config.ContextLength, limit);

    /// <summary>Whatever head it has says nothing of its states.</summary>
    public StateReader States(string folder) =>
        new(
            start.Adapter is null ? EncoderModel.Load(folder, start.Families, c => c.WithHead(EncoderHead.None)) : Trained(folder),
            tokenizer
        );
}
