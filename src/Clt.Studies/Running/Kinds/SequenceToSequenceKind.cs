using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tokenization;

namespace Clt.Studies;

/// <summary>Encoder-decoders: the answer is written from the prompt.</summary>
internal sealed class SequenceToSequenceKind(
    string start, HubTokenizer tokenizer, TaskInfo task, SequenceToSequenceConfig config, Dtype dtype, ModelFamilies families) : IModelKind
{
    public IObjective Objective() => new ConditionalGeneration(SequenceToSequenceModel.Load(start, families, dtype));

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) =>
        EachExample.Read(examples, new PairTokenizer(tokenizer, config).Pair);

    public IAnswerer Load(string folder) => new SequenceToSequenceAnswerer(SequenceToSequenceModel.Load(folder, families), tokenizer, task);
}
