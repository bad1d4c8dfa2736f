using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Each pre-tokenizer splits the words of the one before it.</summary>
internal sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        var current = new List<AlignedText> { text };
        foreach (var step in steps)
        {
            var next = new List<AlignedText>();
            foreach (var word in current.Where(w => w.Length > 0))
                step.Split(word, next);
            current = next;
        }

        words.AddRange(current);
    }
}
