using Clt.Recipes.Grid;
using Clt.Recipes.Models;

namespace Clt.Recipes.Training;

/// <summary>A base to be pre-trained, with its training settings' origins for the report.</summary>
public sealed class PretrainChoice(Func<Point, PretrainSpec> at, TrainChoice train, string origin) : Choice<BaseSpec>(p => at(p), origin)
{
    /// <summary>The training settings.</summary>
    public TrainChoice Train { get; } = train;
}
