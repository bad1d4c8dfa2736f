using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Scripts written without spaces between words.</summary>
public static class Unsegmented
{
    // Blocks of Thai and Lao, Burmese, Khmer, Tai Le and New Tai Lue with Khmer symbols, Tai Tham, Han with its radicals, kana and
    // bopomofo, Yi, Burmese extensions and Javanese, Tai Viet, compatibility ideographs, half-width kana, kana supplements, and Han beyond
    // the first plane.
    private static readonly (int First, int Last)[] Blocks =
    [
        (0x0E00, 0x0EFF),
        (0x1000, 0x109F),
        (0x1780, 0x17FF),
        (0x1950, 0x19FF),
        (0x1A20, 0x1AAF),
        (0x2E80, 0x2FDF),
        (0x3005, 0x3007),
        (0x3021, 0x3029),
        (0x3031, 0x312F),
        (0x31A0, 0x31BF),
        (0x31F0, 0x31FF),
        (0x3400, 0x4DBF),
        (0x4E00, 0xA4CF),
        (0xA980, 0xA9FF),
        (0xAA60, 0xAADF),
        (0xF900, 0xFAFF),
        (0xFF66, 0xFF9F),
        (0x1AFF0, 0x1B16F),
        (0x20000, 0x323AF),
    ];

    public static bool Contains(Rune rune)
    {
        foreach (var (first, last) in Blocks)
        {
            if (rune.Value < first)
                return false;
            if (rune.Value <= last)
                return true;
        }

        return false;
    }
}
