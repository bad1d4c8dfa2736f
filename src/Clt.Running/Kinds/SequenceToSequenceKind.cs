using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.States;
using Clt.Formats.Tokenization;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>Encoder-decoders: the answer is written from the prompt.</summary>
internal sealed class SequenceToSequenceKind(
    ModelStart start,
    Learning learning,
    HubTokenizer tokenizer,
    TaskInfo task,
    SequenceToSequenceConfig config
) : IModelKind
{
    public IObjective Objective() => learning.Around(start.Begin(Model), task, start.Seed, () => start.AsItIs(Model), Model, Tokenize);

    private SequenceToSequenceModel Model(string folder) => SequenceToSequenceModel.Load(folder, start.Families, start.Dtype);

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) =>
        EachExample.Read(examples, new PairTokenizer(tokenizer, config).Pair);

    public IAnswerer Answering(ITrainableModel model) => new SequenceToSequenceAnswerer((SequenceToSequenceModel)model, tokenizer, task);

    public ITrainableModel Open(string folder) => Trained(folder);

    public ITrainableModel OpenFresh(string folder) => Trained(folder);

    public IAnswerer Load(string folder) => Answering(Trained(folder));

    public StateReader States(string folder) => new(Trained(folder), tokenizer);

    private SequenceToSequenceModel Trained(string folder) => start.End(folder, from => SequenceToSequenceModel.Load(from, start.Families));
}
