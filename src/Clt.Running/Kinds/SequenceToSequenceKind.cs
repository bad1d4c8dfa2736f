using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Formats.Tokenization;
using Clt.Recipes.Objectives;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>Encoder-decoders: the answer is written from the prompt.</summary>
internal sealed class SequenceToSequenceKind(
    ModelStart start, Learning learning, HubTokenizer tokenizer, TaskInfo task, SequenceToSequenceConfig config) : IModelKind
{
    public IObjective Objective() => new ConditionalGeneration(
        start.Begin(folder => SequenceToSequenceModel.Load(folder, start.Families, start.Dtype)))
    {
        LabelSmoothing = learning.Objective is CrossEntropySpec plain ? plain.LabelSmoothing : 0,
    };

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) =>
        EachExample.Read(examples, new PairTokenizer(tokenizer, config).Pair);

    public IAnswerer Answering(ITrainableModel model) => new SequenceToSequenceAnswerer((SequenceToSequenceModel)model, tokenizer, task);

    public IAnswerer Load(string folder) => Answering(start.End(folder, from => SequenceToSequenceModel.Load(from, start.Families)));
}
