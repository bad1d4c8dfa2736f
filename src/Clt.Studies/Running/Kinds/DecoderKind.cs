using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tokenization;

namespace Clt.Studies;

/// <summary>Decoders: each target token is predicted from those before it.</summary>
internal sealed class DecoderKind(
    string start, HubTokenizer tokenizer, TaskInfo task, ModelConfig config, Dtype dtype, ModelFamilies families) : IModelKind
{
    public IObjective Objective() => new CausalLanguageModelling(LanguageModel.Load(start, families, dtype));

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) =>
        new ExampleTokenizer(tokenizer, new SpecialTokens(config.Bos, config.Eos), config.ContextLength).Tokenize(examples);

    public IAnswerer Load(string folder) => new DecoderAnswerer(LanguageModel.Load(folder, families), tokenizer, task);
}
