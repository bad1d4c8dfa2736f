using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Tokenization;

namespace Clt.Studies;

/// <summary>Encoders: labels of texts, tags of words, and texts whose translations are found.</summary>
internal sealed class EncoderKind(
    ModelStart start, Learning learning, HubTokenizer tokenizer, TaskInfo task, EncoderConfig config) : IModelKind
{
    private readonly EncoderTokenizer _reader = new(tokenizer, config.ContextLength);

    /// <summary>Whether a model answers a task as it is: it has the head, with the task's labels.</summary>
    public static bool Answers(EncoderConfig config, TaskInfo task) =>
        task.Scoring == Scoring.Retrieve
        || (config.Head == HeadOf(task) && config.Labels.ToHashSet(StringComparer.Ordinal).SetEquals(task.Labels));

    public IObjective Objective()
    {
        // Where the folder lacks the head it is made afresh; a stage before has left it there.
        var crf = learning.Objective is RandomFieldSpec;
        var model = EncoderModel.Load(
            start.Weights.Folder, start.Families, c => c.WithHead(HeadOf(task), task.Labels, crf: crf), start.Seed, start.Dtype);
        start.Rules.Apply(model, start.Seed);
        return (task.Scoring, learning.Objective) switch
        {
            (Scoring.Retrieve, AlignmentSpec { Temperature: null }) => new SquaredAlignment(model),
            (Scoring.Retrieve, AlignmentSpec contrast) => new ContrastiveAlignment(model) { Temperature = contrast.Temperature!.Value, Group = contrast.Group },
            (Scoring.Retrieve, _) => new ContrastiveAlignment(model),
            _ => new EncoderTraining(model),
        };
    }

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) => EachExample.Read<Example, TrainingExample>(examples, task.Scoring switch
    {
        Scoring.Label => e => _reader.Labelled(e, task.Labels),
        Scoring.Tag => e => _reader.Tagged(e, task.Labels),
        _ => _reader.Pair,
    });

    public IAnswerer Answering(ITrainableModel model) => task.Scoring == Scoring.Retrieve
        ? new RetrievalAnswerer(new TextEmbedder((EncoderModel)model, tokenizer))
        : new LabelAnswerer((EncoderModel)model, _reader, task);

    public IAnswerer Load(string folder)
    {
        if (task.Scoring == Scoring.Retrieve) return new RetrievalAnswerer(TextEmbedder.Load(folder, start.Families));
        return new LabelAnswerer(EncoderModel.Load(folder, start.Families), _reader, task);
    }

    private static EncoderHead HeadOf(TaskInfo task) => task.Scoring switch
    {
        Scoring.Label => EncoderHead.Sequence,
        Scoring.Tag => EncoderHead.Tokens,
        _ => EncoderHead.None,
    };
}
