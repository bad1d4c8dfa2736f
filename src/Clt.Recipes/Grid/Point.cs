using Clt.Results.Store;

namespace Clt.Recipes.Grid;

/// <summary>
/// A point of the grid: a value for some axes. It remembers which axes were read through it. While a grid is found, an axis that is read
/// for the first time gets its first value.
/// </summary>
public sealed class Point
{
    private readonly List<(IAxis Axis, int Index)> _values;
    private readonly List<IAxis> _read = [];
    private readonly bool _grows;

    private Point(List<(IAxis Axis, int Index)> values, bool grows) => (_values, _grows) = (values, grows);

    /// <summary>The point without any axis.</summary>
    public static Point Origin => new([], grows: false);

    /// <summary>The axes that have a value here, with its label, in the order in which they were discovered.</summary>
    public IReadOnlyList<AxisValue> Values => [.. _values.Select(v => new AxisValue(v.Axis.Name, v.Axis.Labels[v.Index]))];

    /// <summary>Those of <see cref="Values"/> that were read through this object.</summary>
    public IReadOnlyList<AxisValue> Read =>
        [.. _values.Where(v => _read.Contains(v.Axis)).Select(v => new AxisValue(v.Axis.Name, v.Axis.Labels[v.Index]))];

    /// <summary>The axes that have a value here.</summary>
    public IEnumerable<IAxis> Axes => _values.Select(v => v.Axis);

    /// <summary>The same point, with nothing read yet.</summary>
    public Point Fresh() => new(_values, _grows);

    /// <summary>This point with one more axis.</summary>
    public Point With(IAxis axis, int index) => new([.. _values, (axis, index)], grows: false);

    /// <summary>The index of an axis's value here.</summary>
    /// <exception cref="InvalidOperationException">The axis has no value here: it was not read when the grid was found.</exception>
    public int Index(IAxis axis)
    {
        var place = _values.FindIndex(v => ReferenceEquals(v.Axis, axis));
        if (place < 0)
        {
            if (!_grows)
                throw new InvalidOperationException($"The point has no value for the axis '{axis.Name}'.");
            place = _values.Count;
            _values.Add((axis, 0));
        }

        if (!_read.Contains(axis))
            _read.Add(axis);
        return _values[place].Index;
    }

    /// <summary>A larger grid is a slip: its plan alone would take hours.</summary>
    internal const int MostPoints = 20_000;

    /// <summary>Every point of a grid, in the order of the axes' discovery and values.</summary>
    /// <param name="read">Reads all settings at a point; the axes that it reads are those of the grid there.</param>
    internal static IReadOnlyList<Point> Grid(Action<Point> read)
    {
        var found = new List<Point>();
        for (List<(IAxis Axis, int Index)>? values = []; values is not null; values = Next(values))
        {
            var point = new Point(values, grows: true);
            read(point);
            if (found.Count == MostPoints)
            {
                var axes = string.Join(", ", values.Select(v => $"'{v.Axis.Name}' ({v.Axis.Labels.Count:N0} values)"));
                throw new InputException(
                    $"the grid has more than {MostPoints:N0} points",
                    $"axes {axes}",
                    "Give the axes fewer values, or make several studies of it."
                );
            }

            found.Add(new Point([.. values], grows: false));
        }

        return found;
    }

    /// <summary>As an odometer turns: the last axis with a further value takes it, and those behind it are discovered anew.</summary>
    private static List<(IAxis Axis, int Index)>? Next(List<(IAxis Axis, int Index)> values)
    {
        var last = values.FindLastIndex(v => v.Index + 1 < v.Axis.Labels.Count);
        return last < 0 ? null : [.. values[..last], (values[last].Axis, values[last].Index + 1)];
    }
}
