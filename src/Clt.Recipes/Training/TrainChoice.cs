using Clt.Engine.Adapters;
using Clt.Recipes.Grid;
using Clt.Results.Store;

namespace Clt.Recipes.Training;

/// <summary>Training hyperparameters of a study, a stage or a base, each of which may depend on axes.</summary>
public sealed class TrainChoice
{
    private readonly Func<Point, TrainSpec> _usual;
    private readonly List<Func<TrainSpec, Point, TrainSpec>> _given = [];
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);

    /// <param name="usual">What is not given.</param>
    internal TrainChoice(Func<Point, TrainSpec> usual) => _usual = usual;

    /// <summary>The settings at a point of the grid.</summary>
    /// <param name="p">The point.</param>
    /// <param name="adapter">
    /// What is trained in place of all weights, or null; its base is kept as it is stored unless the recipe says otherwise.
    /// </param>
    public TrainSpec At(Point p, IAdapterSpec? adapter = null)
    {
        var start = _usual(p);
        if (adapter is not null)
            start = start with { Adapter = adapter, Precision = Precision.Stored };
        return _given.Aggregate(start, (train, give) => give(train, p));
    }

    /// <summary>One row a setting, with its value and where it came from.</summary>
    public IReadOnlyList<SettingRow> Rows(TrainSpec train, bool pretraining) =>
        [
            .. TrainSettings
                .All.Where(s => s.HasRow && (s.OfPretraining || !pretraining))
                .Select(s => new SettingRow(s.Name, s.Shown(train), _origins.GetValueOrDefault(s.Name, "default"))),
        ];

    /// <summary>Adds a setting, while a word is read; null leaves it as it is.</summary>
    internal TrainChoice With<T>(TrainSetting<T> setting, Choice<T>? choice)
    {
        if (choice is null)
            return this;
        _origins[setting.Name] = choice.Origin;
        _given.Add((train, p) => setting.Set(train, choice.At(p)));
        return this;
    }
}
