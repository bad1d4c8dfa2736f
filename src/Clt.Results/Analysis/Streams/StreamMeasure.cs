using Clt.Results.Statistics.Continual;

namespace Clt.Results.Analysis.Streams;

/// <summary>Continual learning measure of a stream (M'hamdi et al. 2023, section 4).</summary>
/// <param name="Name">As tables call it.</param>
/// <param name="Of">Its value, from scores after each hop, of languages learnt alone, and of the base before the stream.</param>
internal sealed record StreamMeasure(string Name, Func<TransferMatrix, double[], double[], double> Of)
{
    public static StreamMeasure End { get; } = new("score at the end", (m, _, _) => m.Final);

    public static StreamMeasure Forgetting { get; } = new("forgetting", (m, _, _) => m.MeanForgetting);

    /// <summary>In the order of tables.</summary>
    public static IReadOnlyList<StreamMeasure> All { get; } =
    [
        End,
        Forgetting,
        new("backward transfer", (m, _, _) => m.Backward),
        new("forward transfer", (m, alone, _) => m.ForwardAgainstAlone(alone)),
        new("zero-shot forward transfer", (m, _, untrained) => m.Forward(untrained)),
    ];

    /// <summary>Its place among <see cref="All"/>.</summary>
    public int Index => All.Index().First(m => m.Item.Name == Name).Index;
}
