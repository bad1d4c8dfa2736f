using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.States;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Mixtures;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>Decoders: each target token is predicted from those before it.</summary>
internal sealed class DecoderKind(ModelStart start, Learning learning, HubTokenizer tokenizer, TaskInfo task, ModelConfig config)
    : IModelKind
{
    private readonly ExampleTokenizer _reader = new(tokenizer, SequenceFrame.Of(tokenizer), config.ContextLength);

    public IObjective Objective() =>
        learning.Around(
            start.Begin(Model),
            task,
            start.Seed,
            () => start.AsItIs(Model),
            Model,
            examples => EachExample.Read<Example, TrainingExample>(examples, _reader.Tokenize)
        );

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples) =>
        EachExample.Read<Example, TrainingExample>(
            examples.Select(Ending),
            learning.Objective.Info.Use switch
            {
                ExampleUse.Pairs => e => new PreferencePair(_reader.Tokenize(e), _reader.Tokenize(e.Worse())),
                ExampleUse.WholeTexts => e => _reader.Tokenize(e.Whole()),
                ExampleUse.Answers => _reader.Tokenize,
                var other => throw new ArgumentOutOfRangeException(nameof(examples), other, "Decoders know no such use of examples."),
            }
        );

    /// <summary>Without an end token after answers nothing would teach the model to stop.</summary>
    private Example Ending(Example example) =>
        example.IsInTemplate || SequenceFrame.Of(tokenizer).After.Count > 0
            ? example
            : throw new InputException(
                "the tokenizer names no end token, so that nothing would teach the model to stop",
                "the model's tokenizer_config.json",
                "Name eos_token there, a token of the vocabulary."
            );

    public IAnswerer Answering(ITrainableModel model) => new DecoderAnswerer((LanguageModel)model, tokenizer, task);

    private LanguageModel Model(string folder) => LanguageModel.Load(folder, start.Families, start.Dtype);

    public ITrainableModel Open(string folder) => Trained(folder);

    public ITrainableModel OpenFresh(string folder) => Trained(folder);

    public IAnswerer Load(string folder) => Answering(Trained(folder));

    public StateReader States(string folder) => new(Trained(folder), tokenizer);

    private LanguageModel Trained(string folder) => start.End(folder, from => LanguageModel.Load(from, start.Families));
}
