namespace Clt.Engine.Data;

/// <summary>What an encoder-decoder model reads and what it is to write.</summary>
/// <param name="Source">Token ids, the end token included where the model has one.</param>
/// <param name="Labels">Token ids, the end token included; each is a target of the loss.</param>
public sealed record SequencePair(int[] Source, int[] Labels)
{
    internal IEnumerable<Problem> Problems(string where)
    {
        if (Source.Length == 0)
            yield return new Problem("the source has no tokens", where, "Leave the pair out, or end every source with the end token.");
        if (Labels.Length == 0)
            yield return new Problem("there are no labels", where, "Leave the pair out, or end every target with the end token.");
    }
}
