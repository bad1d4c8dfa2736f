using System.Text.Json;

namespace Clt.Testing;

/// <summary>Collects differences from reference values, so that a golden test names all of them and counts what it compared.</summary>
public sealed class Near(double tolerance = 1e-12)
{
    private readonly List<string> _differences = [];
    private int _compared;

    /// <summary>
    /// Notes a difference above the tolerance (absolute; for large numbers a few units in the last place are allowed). NaN equals NaN.
    /// </summary>
    public void Check(string what, double actual, double expected, double? within = null)
    {
        _compared++;
        var limit = Math.Max(within ?? tolerance, (within ?? tolerance) == 0 ? 0 : 8e-15 * Math.Abs(expected));
        var same = actual.Equals(expected) || Math.Abs(actual - expected) <= limit;
        if (!same)
            _differences.Add($"{what}: {actual:R}, expected {expected:R}");
    }

    /// <summary>Compares sequences of numbers.</summary>
    public void Check(string what, IReadOnlyList<double> actual, JsonElement expected, double? within = null)
    {
        var numbers = expected.Numbers();
        if (actual.Count != numbers.Length)
            _differences.Add($"{what}: {actual.Count} numbers, expected {numbers.Length}");
        for (var i = 0; i < Math.Min(numbers.Length, actual.Count); i++)
            Check($"{what}[{i}]", actual[i], numbers[i], within);
    }

    /// <summary>Compares exactly.</summary>
    public void Same<T>(string what, T actual, T expected)
    {
        _compared++;
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
            _differences.Add($"{what}: {actual}, expected {expected}");
    }

    /// <summary>Compares sequences exactly.</summary>
    public void Same<T>(string what, IEnumerable<T> actual, IEnumerable<T> expected)
    {
        _compared++;
        var (a, e) = (actual.ToList(), expected.ToList());
        if (!a.SequenceEqual(e))
            _differences.Add($"{what}: [{string.Join('|', a)}], expected [{string.Join('|', e)}]");
    }

    /// <summary>Fails when anything differed, or when nothing was compared.</summary>
    public void Verify()
    {
        if (_compared == 0)
            throw new InvalidOperationException("The golden rows held nothing that this test compares.");
        if (_differences.Count == 0)
            return;
        throw new InvalidOperationException(
            $"{_differences.Count} of {_compared} values "
                + $"differ:{Environment.NewLine}{string.Join(Environment.NewLine, _differences.Take(40))}"
        );
    }
}
