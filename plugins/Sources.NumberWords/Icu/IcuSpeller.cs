using System.Text;

namespace Clt.Plugins.Sources.NumberWords.Icu;

/// <summary>Spells whole numbers by libicu's rules (<c>unum_open</c> with <c>UNUM_SPELLOUT</c>).</summary>
internal static unsafe class IcuSpeller
{
    private const int SpellOut = 5;

    /// <summary>The numbers 0 … <paramref name="count"/> - 1 in words, without soft hyphens and zero-width spaces.</summary>
    /// <exception cref="InputException">libicu is missing or refuses the language.</exception>
    public static string[] Spell(string locale, int count)
    {
        var icu = IcuLibrary.Instance;
        var status = 0;
        nint format;
        fixed (byte* name = Encoding.ASCII.GetBytes(locale + '\0'))
            format = icu.Open(SpellOut, null, 0, name, null, &status);
        // Negative values are warnings: a fall-back to a parent's rules is usual.
        if (status > 0 || format == 0)
            throw Refused(icu, locale, status);
        try
        {
            var buffer = stackalloc char[512];
            var words = new string[count];
            for (var i = 0; i < count; i++)
            {
                var length = icu.Format(format, i, buffer, 512, null, &status);
                if (status > 0)
                    throw Refused(icu, locale, status);
                words[i] = new string(buffer, 0, length).Replace("\u00AD", "").Replace("\u200B", "");
            }

            return words;
        }
        finally
        {
            icu.Close(format);
        }
    }

    private static InputException Refused(IcuLibrary icu, string locale, int status) =>
        new(
            $"libicu {icu.Version} cannot spell numbers in '{locale}' (status {status})",
            "source number-words",
            "Leave the language out, or install a complete libicu."
        );
}
