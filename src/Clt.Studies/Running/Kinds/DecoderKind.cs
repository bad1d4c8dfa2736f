using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tokenization;

namespace Clt.Studies;

/// <summary>Decoders: each target token is predicted from those before it.</summary>
internal sealed class DecoderKind(ModelStart start, Learning learning, HubTokenizer tokenizer, TaskInfo task, ModelConfig config) : IModelKind
{
    private readonly ExampleTokenizer _reader = new(tokenizer, new SpecialTokens(config.Bos, config.Eos), config.ContextLength);

    public IObjective Objective() => new DecoderObjective(start, learning, _reader).Make();

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) =>
        EachExample.Read<Example, TrainingExample>(examples, learning.Objective.Use switch
        {
            ExampleUse.Pairs => e => new PreferencePair(_reader.Tokenize(e), _reader.Tokenize(e.Worse())),
            ExampleUse.WholeTexts => e => _reader.Tokenize(e.Whole()),
            _ => _reader.Tokenize,
        });

    public IAnswerer Answering(ITrainableModel model) => new DecoderAnswerer((LanguageModel)model, tokenizer, task);

    public IAnswerer Load(string folder) => Answering(start.End(folder, from => LanguageModel.Load(from, start.Families)));
}
