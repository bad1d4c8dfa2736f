namespace Clt.Formats.Tokenization.Training;

/// <summary>What training gives: pieces (byte alphabet) by id from <paramref name="FirstId"/> on, and merges as pairs of ids.</summary>
internal sealed record LearnedMerges(int FirstId, IReadOnlyList<string> Pieces, IReadOnlyList<(int Left, int Right)> Merges)
{
    public string Piece(int id) => Pieces[id - FirstId];
}
