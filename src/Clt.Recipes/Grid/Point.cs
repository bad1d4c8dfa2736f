using System.Collections.Immutable;
using Clt.Results.Store;

namespace Clt.Recipes.Grid;

/// <summary>A point of the grid: a value for some axes. It remembers which axes were read through it.</summary>
public sealed class Point
{
    private readonly ImmutableList<(IAxis Axis, int Index)> _values;
    private readonly List<IAxis> _read = [];

    private Point(ImmutableList<(IAxis Axis, int Index)> values) => _values = values;

    /// <summary>The point without any axis.</summary>
    public static Point Origin => new([]);

    /// <summary>The axes that have a value here, with its label, in the order in which they were discovered.</summary>
    public IReadOnlyList<AxisValue> Values => [.. _values.Select(v => new AxisValue(v.Axis.Name, v.Axis.Labels[v.Index]))];

    /// <summary>Those of <see cref="Values"/> that were read through this object.</summary>
    public IReadOnlyList<AxisValue> Read =>
        [.. _values.Where(v => _read.Contains(v.Axis)).Select(v => new AxisValue(v.Axis.Name, v.Axis.Labels[v.Index]))];

    /// <summary>The axes that have a value here.</summary>
    public IEnumerable<IAxis> Axes => _values.Select(v => v.Axis);

    /// <summary>The same point, with nothing read yet.</summary>
    public Point Fresh() => new(_values);

    /// <summary>This point with one more axis.</summary>
    public Point With(IAxis axis, int index) => new(_values.Add((axis, index)));

    /// <summary>The index of an axis's value here.</summary>
    /// <exception cref="UnboundAxisException">The axis has no value here.</exception>
    public int Index(IAxis axis)
    {
        foreach (var (known, index) in _values)
        {
            if (!ReferenceEquals(known, axis)) continue;
            if (!_read.Contains(axis)) _read.Add(axis);
            return index;
        }

        throw new UnboundAxisException(axis);
    }
}
