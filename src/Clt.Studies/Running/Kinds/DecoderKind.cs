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
            ExampleUse.Pairs => Pair,
            ExampleUse.WholeTexts => e => _reader.Tokenize(With(e, e.Segments.Select(s => s with { Train = true }))),
            _ => _reader.Tokenize,
        });

    public IAnswerer Answering(ITrainableModel model) => new DecoderAnswerer((LanguageModel)model, tokenizer, task);

    public IAnswerer Load(string folder) => Answering(start.End(folder, from => LanguageModel.Load(from, start.Families)));

    private PreferencePair Pair(Example example)
    {
        var rejected = example.Rejected ?? throw new InputException(
            "the example has no rejected answer", $"task {example.Task}, item {example.ItemId} ({example.Language.Code})",
            "Train on preferences: Preferences(on: …).");
        var prompt = example.Segments.TakeWhile(s => !s.Train);
        return new PreferencePair(
            _reader.Tokenize(example), _reader.Tokenize(With(example, prompt.Append(new Segment(rejected, Role.Assistant, true)))));
    }

    private static Example With(Example example, IEnumerable<Segment> segments) =>
        new(example.ItemId, example.Language, example.Task, [.. segments]);
}
