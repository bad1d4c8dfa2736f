using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Objectives;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>Encoders: labels of texts, tags of words, and texts whose translations are found.</summary>
internal sealed class EncoderKind(
    ModelStart start, Learning learning, HubTokenizer tokenizer, TaskInfo task, EncoderConfig config) : IModelKind
{
    private readonly EncoderTokenizer _reader = new(tokenizer, config.ContextLength);

    public IObjective Objective()
    {
        // Where the folder lacks the head it is made afresh; a stage before has left it there.
        var crf = learning.Objective is RandomFieldSpec;
        var model = EncoderModel.Load(
            start.Weights.Folder, start.Families, c => c.WithHead(EncoderHeads.Of(task), task.Labels, crf: crf), start.Seed, start.Dtype);
        start.Rules.Apply(model, start.Seed);
        return (task.Scoring, learning.Objective) switch
        {
            (Scoring.Retrieve, AlignmentSpec { Temperature: null }) => new SquaredAlignment(model),
            (Scoring.Retrieve, AlignmentSpec contrast) => new ContrastiveAlignment(model) { Temperature = contrast.Temperature!.Value, Group = contrast.Group },
            (Scoring.Retrieve, CrossEntropySpec { Dropout: false }) => new ContrastiveAlignment(model),
            (Scoring.Label or Scoring.Tag, RDropSpec both) => new RDropClassification(model, both.Alpha),
            (Scoring.Label or Scoring.Tag, CrossEntropySpec plain) => new EncoderTraining(model) { Dropout = plain.Dropout },
            (Scoring.Tag, RandomFieldSpec) => new EncoderTraining(model),
            var (scoring, objective) => throw new ArgumentOutOfRangeException(
                nameof(learning), objective.GetType().Name, $"An objective that encoders do not know for {scoring}."),
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
}
