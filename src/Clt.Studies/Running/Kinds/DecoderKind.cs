using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tokenization;

namespace Clt.Studies;

/// <summary>Decoders: each target token is predicted from those before it.</summary>
internal sealed class DecoderKind(ModelStart start, HubTokenizer tokenizer, TaskInfo task, ModelConfig config) : IModelKind
{
    public IObjective Objective() => new CausalLanguageModelling(start.Begin(LanguageModel.Load(start.Folder, start.Families, start.Dtype)));

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) =>
        new ExampleTokenizer(tokenizer, new SpecialTokens(config.Bos, config.Eos), config.ContextLength).Tokenize(examples);

    public IAnswerer Load(string folder) =>
        new DecoderAnswerer(start.End(folder, from => LanguageModel.Load(from, start.Families)), tokenizer, task);
}
