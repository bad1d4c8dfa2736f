using Clt.Engine.Generation;
using Clt.Engine.Generation.Decoding;
using Clt.Engine.Generation.Logits;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Generation;

/// <summary>What settings do to scores, without a model.</summary>
internal static class Processors
{
    public static IReadOnlyList<ILogitsProcessor> Of(GenerationSettings settings) => LogitsProcessors.Of(settings, Task());

    /// <summary>An item whose prompt is one token, of a model that is never asked.</summary>
    public static DecodingTask Task() =>
        new(
            new NoSession(),
            [
                [1],
            ],
            [],
            100,
            null
        );

    public static Sampler Sampler(GenerationSettings settings) => new(Of(settings), settings.Temperature == 0);

    /// <summary>The scores after all processors.</summary>
    public static float[] Apply(GenerationSettings settings, LiveSequence sequence, params float[] scores)
    {
        var changed = scores.ToArray();
        foreach (var processor in Of(settings))
            processor.Process(sequence, changed);
        return changed;
    }

    private sealed class NoSession : IDecodingSession
    {
        public IReadOnlyList<int> Order => [0];

        public int Admits(IReadOnlyList<int> waiting) => throw new NotSupportedException();

        public Tensor Enter(IReadOnlyList<int> items) => throw new NotSupportedException();

        public Tensor Step(IReadOnlyList<int> tokens) => throw new NotSupportedException();

        public void Keep(IReadOnlyList<int> places) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
