using System.Globalization;

namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Geographical distance: the logarithm of one plus the kilometres between the centres of two languages along a great circle.
/// </summary>
public sealed class GeographicalDistance : IPairPredictor
{
    private const double EarthRadius = 6371;
    private static readonly Lazy<Dictionary<string, (double North, double East)>> Centres = new(Read);

    public string Name => "distance";

    public double Of(Language source, Language target) =>
        Centres.Value.TryGetValue(source.Iso639, out var a) && Centres.Value.TryGetValue(target.Iso639, out var b)
            ? Math.Log(1 + Kilometres(a, b))
            : double.NaN;

    /// <summary>Haversine formula, in kilometres.</summary>
    internal static double Kilometres((double North, double East) a, (double North, double East) b)
    {
        var (north, east) = (Radians(b.North - a.North) / 2, Radians(b.East - a.East) / 2);
        var square = Math.Pow(Math.Sin(north), 2) + (Math.Cos(Radians(a.North)) * Math.Cos(Radians(b.North)) * Math.Pow(Math.Sin(east), 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(square)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static Dictionary<string, (double North, double East)> Read()
    {
        using var stream = typeof(GeographicalDistance).Assembly.GetManifestResourceStream("coordinates.txt")!;
        using var reader = new StreamReader(stream);
        var centres = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        foreach (var line in reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
        {
            var parts = line.Split(' ');
            centres[parts[0]] = (
                double.Parse(parts[1], CultureInfo.InvariantCulture),
                double.Parse(parts[2], CultureInfo.InvariantCulture)
            );
        }

        return centres;
    }
}
