using System.Globalization;

namespace Clt.Recipes.Grid;

/// <summary>A dimension of the grid: wherever a setting takes a <see cref="Choice{T}"/>, it may be given by an axis.</summary>
public sealed class Axis<T> : Choice<T>, IAxis
{
    /// <param name="name">What it is, such as <c>samples per language</c>.</param>
    /// <param name="values">Its values, in order.</param>
    /// <param name="labels">One label a value; null for the values' own text.</param>
    /// <exception cref="InputException">There is no value, or two have the same label.</exception>
    public Axis(string name, IReadOnlyList<T> values, IReadOnlyList<string>? labels = null)
        : base(null, $"axis '{name}'")
    {
        (Name, Values) = (name, values);
        Labels = labels ?? [.. values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")];
        Numbers =
            labels is null && values.All(v => v is int or long or double or float)
                ? [.. values.Select(v => Convert.ToDouble(v, CultureInfo.InvariantCulture))]
                : null;
        var problems = new List<Problem>();
        if (name.Trim().Length == 0)
            problems.Add(new Problem("an axis has no name", "Axis(…)", "Give it one: it names a column of the results."));
        if (values.Count == 0)
            problems.Add(new Problem("the axis has no value", $"axis '{name}'", "Name at least one value."));
        problems.AddRange(
            Labels
                .GroupBy(l => l)
                .Where(g => g.Count() > 1)
                .Select(g => new Problem($"the value '{g.Key}' stands there {g.Count()} times", $"axis '{name}'", "Name each value once."))
        );
        if (problems.Count > 0)
            throw new InputException(problems);
    }

    public string Name { get; }

    public IReadOnlyList<T> Values { get; }

    public IReadOnlyList<string> Labels { get; }

    public IReadOnlyList<double>? Numbers { get; }

    public override T At(Point point) => Values[point.Index(this)];
}
