using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.States;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Studies;
using Clt.Running.Answering;

namespace Clt.Running.Kinds;

/// <summary>Decoders: each target token is predicted from those before it.</summary>
internal sealed class DecoderKind(
    ModelStart start,
    ObjectiveInputs inputs,
    HubTokenizer tokenizer,
    TaskInfo task,
    ModelConfig config,
    PromptLengths prompts
) : IModelKind
{
    public IObjective Objective() => inputs.Around(start, task, Model, Kept, tokenizer);

    public IReadOnlyList<TrainingExample> Tokenize(IEnumerable<Example> examples, LengthLimit limit)
    {
        var reader = Reader(limit);
        return limit.Read<TrainingExample>(
            examples,
            inputs.Objective.Info.Use switch
            {
                ExampleUse.Pairs => e => [new PreferencePair(reader.Tokenize(Ending(e)), reader.Tokenize(Ending(e).Worse()))],
                ExampleUse.WholeTexts => e => reader.Parts(Ending(e).Whole()),
                ExampleUse.Answers => e => reader.Parts(Ending(e)),
                var other => throw new ArgumentOutOfRangeException(nameof(examples), other, "Decoders know no such use of examples."),
            }
        );
    }

    public IReadOnlyList<Example> Asked(IEnumerable<Example> items, LengthLimit limit)
    {
        var reader = DecoderEvaluator.Reader(tokenizer, config, task, limit);
        return limit.Read(
            items,
            item =>
            {
                switch (task.Scoring)
                {
                    case Scoring.Generate:
                        reader.Prompt(item);
                        break;
                    case Scoring.LogLikelihood:
                        reader.Scored(item);
                        break;
                    case Scoring.Choices:
                        reader.Ranked(item, item.Prompt);
                        break;
                    default:
                        throw new ArgumentOutOfRangeException(nameof(items), task.Scoring, "Answers that decoders do not give.");
                }

                return item;
            }
        );
    }

    /// <summary>Further examples of the objective, whatever it does with those of the training.</summary>
    private IReadOnlyList<TrainingExample> Kept(IEnumerable<Example> examples, LengthLimit limit) =>
        limit.Read<TrainingExample>(examples, Reader(limit).Parts);

    private ExampleTokenizer Reader(LengthLimit limit) => new(tokenizer, SequenceFrame.Of(tokenizer), config.ContextLength, limit);

    /// <summary>Without an end token after answers nothing would teach the model to stop.</summary>
    private Example Ending(Example example) =>
        example.IsInTemplate || SequenceFrame.Of(tokenizer).After.Count > 0
            ? example
            : throw new InputException(
                "the tokenizer names no end token, so that nothing would teach the model to stop",
                "the model's tokenizer_config.json",
                "Name eos_token there, a token of the vocabulary."
            );

    public IEvaluator Answering(ITrainableModel model) => new DecoderEvaluator((LanguageModel)model, tokenizer, task, prompts.Limit());

    private LanguageModel Model(string folder) => LanguageModel.Load(folder, start.Families, start.Dtype);

    public ITrainableModel Open(string folder) => Trained(folder);

    public ITrainableModel OpenFresh(string folder) => Trained(folder);

    public IEvaluator Load(string folder) => Answering(Trained(folder));

    public StateReader States(string folder) => new(Trained(folder), tokenizer);

    private LanguageModel Trained(string folder) => start.End(folder, from => LanguageModel.Load(from, start.Families));
}
