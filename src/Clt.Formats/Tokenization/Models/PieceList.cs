namespace Clt.Formats.Tokenization.Models;

/// <summary>The pieces of a vocabulary in the order of their ids.</summary>
internal static class PieceList
{
    /// <summary>Gaps that a vocabulary may have: so many ids a piece, and some besides.</summary>
    private const int IdsAPiece = 16,
        FreeIds = 100_000;

    /// <exception cref="InputException">An id is so far beyond the number of pieces that it cannot be meant.</exception>
    public static string?[] From(IReadOnlyDictionary<string, int> vocabulary)
    {
        var last = vocabulary.Count == 0 ? -1 : vocabulary.Values.Max();
        if (last > ((long)IdsAPiece * vocabulary.Count) + FreeIds)
            throw new InputException(
                $"an id is {last}, far beyond the {vocabulary.Count} pieces that there are",
                "the tokenizer's vocabulary",
                "Mend the file or export the tokenizer again."
            );
        var pieces = new string?[last + 1];
        foreach (var (piece, id) in vocabulary)
            pieces[id] = piece;
        return pieces;
    }
}

/// <summary>The types of pieces in a sentencepiece model, with its numbers.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,

    /// <summary>Text never matches it.</summary>
    Control = 3,

    /// <summary>Always one token where the text has it.</summary>
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
