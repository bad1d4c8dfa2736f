using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Engine.States;
using Clt.Formats.Tokenization;
using Clt.Recipes.Studies;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>Encoder-decoders: the answer is written from the prompt.</summary>
internal sealed class SequenceToSequenceKind(
    ModelStart start,
    ObjectiveInputs inputs,
    HubTokenizer tokenizer,
    TaskInfo task,
    SequenceToSequenceConfig config,
    PromptLengths prompts
) : IModelKind
{
    public IObjective Objective() => inputs.Around(start, task, Model, Tokenize, tokenizer);

    private SequenceToSequenceModel Model(string folder) => Model(folder, start.Dtype);

    /// <summary>The model of a folder, or what becomes of the encoder that lies there.</summary>
    private SequenceToSequenceModel Model(string folder, Dtype? dtype) =>
        start.Into is { } into && start.Families.ReadFolder(folder) is EncoderConfig
            ? into.Load(folder, start.Families, tokenizer, start.Seed, dtype)
            : SequenceToSequenceModel.Load(folder, start.Families, dtype);

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples, LengthLimit limit) =>
        limit.Read(examples, Reader(limit).Training);

    public IReadOnlyList<Example> Asked(IEnumerable<Example> items, LengthLimit limit)
    {
        var reader = Reader(limit);
        return limit.Read(
            items,
            item =>
            {
                if (item.Noise is not null)
                    reader.Documents(item);
                else if (task.Scoring == Scoring.Choices)
                    reader.Ranked(item, item.Prompt);
                else if (task.Scoring == Scoring.LogLikelihood)
                    reader.Pair(item);
                else
                    reader.Source(item);
                return item;
            }
        );
    }

    public IEvaluator Answering(ITrainableModel model) =>
        new SequenceToSequenceEvaluator((SequenceToSequenceModel)model, tokenizer, task, Reader(prompts.Limit()));

    private PairTokenizer Reader(LengthLimit limit) => new(tokenizer, config, limit);

    public ITrainableModel Open(string folder) => Trained(folder);

    public ITrainableModel OpenFresh(string folder) => Trained(folder);

    public IEvaluator Load(string folder) => Answering(Trained(folder));

    public StateReader States(string folder) => new(Trained(folder), tokenizer);

    private SequenceToSequenceModel Trained(string folder) => start.End(folder, from => Model(from, Dtype.Float32));
}
