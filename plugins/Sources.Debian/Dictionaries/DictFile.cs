using System.IO.Compression;
using System.Text;

namespace Clt.Plugins.Sources.Debian.Dictionaries;

/// <summary>
/// Dictionary in the format of dictd (RFC 2229's server): an index of headwords with places in a text, which dictzip has packed.
/// </summary>
internal static class DictFile
{
    /// <summary>What the index says of the database itself, not of a word.</summary>
    private const string OfTheDatabase = "00database";

    /// <summary>Places in the index are numbers of base 64, the digits without padding.</summary>
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>The texts of all entries, in their order in the file, each once.</summary>
    /// <param name="index">The file <c>.index</c>: headword, place and length with tabs between.</param>
    /// <param name="packed">The file <c>.dict.dz</c>, which is a gzip file too.</param>
    /// <param name="where">For messages.</param>
    /// <exception cref="InputException">They do not belong together, or are damaged.</exception>
    public static IEnumerable<string> Entries(byte[] index, byte[] packed, string where)
    {
        var text = Unpacked(packed, where);
        var places = new SortedSet<(int Start, int Length)>();
        foreach (var line in Encoding.UTF8.GetString(index).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(OfTheDatabase, StringComparison.Ordinal))
                continue;
            if (line.Split('\t') is not [_, var start, var length, ..] || Number(start) is not { } from || Number(length) is not { } bytes)
                throw Damaged($"its index has the line '{line}'", where);
            if (from > text.Length || bytes > text.Length - from)
                throw Damaged("its index points behind its end", where);
            places.Add(((int)from, (int)bytes));
        }

        return places.Select(p => Encoding.UTF8.GetString(text, p.Start, p.Length));
    }

    private static byte[] Unpacked(byte[] packed, string where)
    {
        try
        {
            using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var text = new MemoryStream();
            stream.CopyTo(text);
            return text.ToArray();
        }
        catch (InvalidDataException error)
        {
            throw new InputException("the dictionary's text cannot be unpacked", where, "Fetch the package again.", error);
        }
    }

    private static long? Number(string text)
    {
        long value = 0;
        foreach (var digit in text)
        {
            var place = Digits.IndexOf(digit);
            if (place < 0 || value > int.MaxValue)
                return null;
            value = value * Digits.Length + place;
        }

        return text.Length == 0 ? null : value;
    }

    private static InputException Damaged(string what, string where) =>
        new($"the dictionary is damaged: {what}", where, "Fetch the package again.");
}
