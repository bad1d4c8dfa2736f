namespace Clt.Formats.Tokenization.Models;

/// <summary>The pieces of a vocabulary in the order of their ids.</summary>
internal static class PieceList
{
    public static string?[] From(IReadOnlyDictionary<string, int> vocabulary)
    {
        var pieces = new string?[vocabulary.Count == 0 ? 0 : vocabulary.Values.Max() + 1];
        foreach (var (piece, id) in vocabulary) pieces[id] = piece;
        return pieces;
    }
}
