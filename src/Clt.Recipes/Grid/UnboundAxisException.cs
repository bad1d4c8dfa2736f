namespace Clt.Recipes.Grid;

/// <summary>A setting was read at a point that has no value for one of its axes yet. Expansion answers by trying each value.</summary>
public sealed class UnboundAxisException(IAxis axis) : Exception($"The point has no value for the axis '{axis.Name}'.")
{
    public IAxis Axis { get; } = axis;
}
