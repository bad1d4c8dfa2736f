using Clt.Engine.Models;
using Clt.Engine.Tokenization;

namespace Clt.Studies;

/// <summary>The kind of a model folder, by its <c>config.json</c>.</summary>
internal static class ModelKinds
{
    /// <param name="folder">A Hugging Face directory.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="task">What it is trained on or measured by.</param>
    /// <param name="train">How it is trained; null where it is only measured.</param>
    /// <param name="seed">Fills a head that the folder lacks.</param>
    /// <param name="families">Those known.</param>
    public static IModelKind Of(string folder, HubTokenizer tokenizer, TaskInfo task, TrainSpec? train, Seed seed, ModelFamilies families)
    {
        var dtype = train is null ? Dtype.Float32 : TrainingMap.Dtype(train);
        return families.ReadFolder(folder) switch
        {
            EncoderConfig config => new EncoderKind(folder, tokenizer, task, config, dtype, seed, families),
            SequenceToSequenceConfig config => new SequenceToSequenceKind(folder, tokenizer, task, config, dtype, families),
            var config => new DecoderKind(folder, tokenizer, task, config, dtype, families),
        };
    }
}
