namespace Clt.Formats.Tokenization.Training;

/// <summary>A pair of symbol ids in one number; numbers order as the pairs do.</summary>
internal static class Pairs
{
    public static long Of(int left, int right) => ((long)left << 32) | (uint)right;

    public static (int Left, int Right) Split(long pair) => ((int)(pair >> 32), (int)pair);
}
