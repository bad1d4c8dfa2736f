using System.Buffers.Binary;
using System.Text;

namespace Clt.Plugins.Sources.Debian.Strings;

/// <summary>Message catalogue: a gettext file <c>.mo</c> (GNU gettext manual, section 10.3), little-endian as Debian ships them.</summary>
internal static class MessageCatalogue
{
    private const uint Magic = 0x950412de;
    private const char Context = '\u0004';
    private const int HeaderSize = 28;

    /// <summary>
    /// Context, English and translation of every message, in the file's order; of plurals the first form. Without the header.
    /// </summary>
    /// <exception cref="InputException">It is no such file, or cut short.</exception>
    public static IReadOnlyList<(string Context, string English, string Translation)> Read(byte[] file, string where)
    {
        if (file.Length < HeaderSize || Word(file, 0) != Magic)
            throw new InputException("it is no message catalogue (.mo, little-endian)", where, "Fetch the package again.");
        var (count, english, translated) = ((int)Word(file, 8), (int)Word(file, 12), (int)Word(file, 16));
        try
        {
            var messages = new List<(string, string, string)>();
            for (var i = 0; i < count; i++)
            {
                var (id, text) = (Text(file, english + 8 * i), Text(file, translated + 8 * i));
                if (id.Length == 0)
                    continue;
                var at = id.IndexOf(Context);
                messages.Add((at < 0 ? "" : id[..at], First(id[(at + 1)..]), First(text)));
            }

            return messages;
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InputException("the message catalogue is cut short", where, "Fetch the package again.", error);
        }
    }

    private static string Text(byte[] file, int entry) =>
        Encoding.UTF8.GetString(file.AsSpan((int)Word(file, entry + 4), (int)Word(file, entry)));

    private static uint Word(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at, 4));

    private static string First(string text) => text.Split('\0')[0];
}
