using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Parameters;
using Clt.Formats.Tokenization;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;

namespace Clt.Running.Kinds;

/// <summary>The kind of a model, by its <c>config.json</c>.</summary>
internal static class ModelKinds
{
    /// <param name="weights">What it starts from, or is.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="task">What it is trained on or measured by.</param>
    /// <param name="train">How it is trained; null where it is only measured.</param>
    /// <param name="inputs">What it learns by.</param>
    /// <param name="seed">Fills a head that the folder lacks, and a fresh adapter.</param>
    /// <param name="families">Those known.</param>
    /// <param name="into">What has become of an encoder before this training or one before it; null for a model of its base's kind.</param>
    /// <param name="prompts">What becomes of prompts that are too long; null for an error.</param>
    public static IModelKind Of(
        StartWeights weights,
        HubTokenizer tokenizer,
        TaskInfo task,
        TrainSpec? train,
        ObjectiveInputs inputs,
        Seed seed,
        ModelFamilies families,
        WarmStart? into = null,
        PromptLengths? prompts = null
    )
    {
        var lengths = prompts ?? PromptLengths.Usual;
        var dtype = train is null ? Dtype.Float32 : train.Dtype;
        var start = new ModelStart(weights, families, dtype, train?.Adapter, train?.Weights ?? WeightRules.None, seed) { Into = into };
        return Became(families.ReadFolder(weights.Folder), tokenizer, families, into) switch
        {
            EncoderConfig config => new EncoderKind(start, inputs, tokenizer, task, config, lengths),
            SequenceToSequenceConfig config => new SequenceToSequenceKind(start, inputs, tokenizer, task, config, lengths),
            DecoderConfig config => new DecoderKind(start, inputs, tokenizer, task, config, lengths),
            var other => throw new ArgumentOutOfRangeException(nameof(weights), other.GetType().Name, "A model of an unknown kind."),
        };
    }

    private static ModelConfig Became(ModelConfig found, HubTokenizer tokenizer, ModelFamilies families, WarmStart? into) =>
        found is EncoderConfig encoder && into is not null ? into.Config(encoder, families, tokenizer) : found;
}
