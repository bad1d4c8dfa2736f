namespace Clt.Formats.Tokenization.PostProcessors;

/// <summary>A piece of a template: a sequence (0 is A, 1 is B) or special token ids, with the type id they get.</summary>
internal readonly record struct TemplatePiece(int Sequence, IReadOnlyList<int> Ids, int TypeId)
{
    public bool IsSequence => Sequence >= 0;
}
