using System.Globalization;

namespace Clt.Recipes.Training;

/// <summary>A training setting: how it is shown, what of it is in a cell's name, and what must hold of it.</summary>
/// <param name="Name">In the report's table of settings, and in the canonical text where it is a part of that.</param>
internal abstract record TrainSetting(string Name)
{
    /// <summary>Its value in words; null for the value itself.</summary>
    public Func<TrainSpec, string>? Text { get; init; }

    /// <summary>Whether it has a row of its own in the table of settings.</summary>
    public bool HasRow { get; init; } = true;

    /// <summary>Whether it changes numbers: then it is in a cell's name.</summary>
    public bool ChangesNumbers { get; init; } = true;

    /// <summary>Whether pre-training has it too.</summary>
    public bool OfPretraining { get; init; } = true;

    /// <summary>What is wrong with it, and how to mend that.</summary>
    public Func<TrainSpec, IEnumerable<(string What, string Mend)>> Problems { get; init; } = _ => [];

    /// <summary>Its value for the canonical text.</summary>
    public abstract object? Value(TrainSpec train);

    /// <summary>Its value for the table of settings.</summary>
    public string Shown(TrainSpec train) => Text?.Invoke(train) ?? Convert.ToString(Value(train), CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A training setting of a type. Its default stands at its property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Get">Reads its property.</param>
/// <param name="Set">The same settings with another value of it.</param>
internal sealed record TrainSetting<T>(string Name, Func<TrainSpec, T> Get, Func<TrainSpec, T, TrainSpec> Set) : TrainSetting(Name)
{
    /// <summary>What of its value stands in the canonical text; null for all of it.</summary>
    public Func<T, object?>? Canonical { get; init; }

    public override object? Value(TrainSpec train) => Canonical is null ? Get(train) : Canonical(Get(train));

    /// <summary>A rule that must hold of it.</summary>
    public TrainSetting<T> Must(Func<TrainSpec, bool> holds, Func<TrainSpec, string> what, string mend)
    {
        var before = Problems;
        return this with { Problems = t => holds(t) ? before(t) : [.. before(t), (what(t), mend)] };
    }
}
