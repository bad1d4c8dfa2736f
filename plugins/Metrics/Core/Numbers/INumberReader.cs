namespace Clt.Plugins.Metrics.Core;

/// <summary>Reads numbers from text by a rule of its own.</summary>
public interface INumberReader
{
    /// <summary>The text as this reader reads it.</summary>
    string Normalise(string text);

    /// <summary>The last number of a normalised text, or null.</summary>
    /// <param name="text">From <see cref="Normalise"/>.</param>
    /// <param name="anyHanRun">Whether a single numeral in letters counts.</param>
    Rational? Last(string text, bool anyHanRun = false);

    /// <summary>
    /// The number that begins at a place (a sign or currency sign may come first, whatever stands before the place), or null.
    /// </summary>
    Rational? StartingAt(string text, int at);
}
