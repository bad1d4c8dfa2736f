using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization;

/// <summary>Keeps what each token shows as, its original range and its word.</summary>
internal sealed class DetailSink(ISubwordModel model) : ITokenSink
{
    private int _word = -1;

    public List<int> Ids { get; } = [];

    public List<string> Tokens { get; } = [];

    public List<(int Start, int End)> Offsets { get; } = [];

    public List<int> Words { get; } = [];

    public void AddedToken(AddedToken token, AlignedText text)
    {
        _word++;
        Add(token.Id, text.ToString(), text.Original(0, text.Length));
    }

    public void Word(AlignedText text, int start, List<ModelToken> tokens)
    {
        _word++;
        foreach (var token in tokens)
        {
            var (from, to) = (start + token.Start, start + token.End);
            Add(token.Id, model.Show(token.Id, text.Span[from..to]), text.Original(from, to));
        }
    }

    /// <summary>Drops the tokens from <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        if (count >= Ids.Count)
            return;
        Ids.RemoveRange(count, Ids.Count - count);
        Tokens.RemoveRange(count, Tokens.Count - count);
        Offsets.RemoveRange(count, Offsets.Count - count);
        Words.RemoveRange(count, Words.Count - count);
    }

    private void Add(int id, string token, (int, int) offset)
    {
        Ids.Add(id);
        Tokens.Add(token);
        Offsets.Add(offset);
        Words.Add(_word);
    }
}
