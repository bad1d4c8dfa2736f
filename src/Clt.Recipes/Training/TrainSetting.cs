namespace Clt.Recipes.Training;

/// <summary>
/// A training setting: how it is shown, what of it is in a cell's name, and what must hold of it. Its default stands at its property.
/// </summary>
/// <param name="Name">In the report's table of settings, and in the canonical text where it is a part of that.</param>
/// <param name="Value">Its value for the canonical text.</param>
internal sealed record TrainSetting(string Name, Func<TrainSpec, object?> Value)
{
    /// <summary>Its value in words; null for the value itself.</summary>
    public Func<TrainSpec, string>? Text { get; init; }

    /// <summary>Whether it changes numbers: then it is in a cell's name.</summary>
    public bool ChangesNumbers { get; init; } = true;

    /// <summary>Whether pre-training has it too.</summary>
    public bool OfPretraining { get; init; } = true;

    /// <summary>What is wrong with it, and how to mend that.</summary>
    public Func<TrainSpec, IEnumerable<(string What, string Mend)>> Problems { get; init; } = _ => [];

    /// <summary>A rule that must hold of it.</summary>
    public TrainSetting Must(Func<TrainSpec, bool> holds, Func<TrainSpec, string> what, string mend)
    {
        var before = Problems;
        return this with { Problems = t => holds(t) ? before(t) : [.. before(t), (what(t), mend)] };
    }
}
