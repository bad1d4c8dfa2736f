using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Data;
using Clt.Formats.Framing;

namespace Clt.Engine.Tests;

/// <summary>A model small enough to train in a test, and sums to train it on.</summary>
internal static class TinyModel
{
    public static readonly SequenceFrame Special = new([1], [2]);

    public static DecoderConfig Config { get; } =
        LlamaConfig.Create(
            CharacterTokenizer.Vocabulary,
            layers: 2,
            width: 32,
            heads: 4,
            keyValueHeads: 2,
            inner: 64,
            context: 24,
            bos: 1,
            eos: 2
        );

    public static LanguageModel Create(long seed = 1) => LanguageModel.Create(Config, seed);

    public static IObjective Objective() => new CausalLanguageModelling(Create());

    public static IReadOnlyList<TokenizedExample> Examples(int count, int skip = 0)
    {
        var examples = Mixture
            .Fixed(new ToyTask(100), ToyTask.English, count + skip)
            .Draw(new SourceContext(Path.GetTempPath(), _ => { }), 1)
            .Skip(skip);
        return new ExampleTokenizer(new CharacterTokenizer(), Special, Config.ContextLength).Tokenize(examples);
    }
}
