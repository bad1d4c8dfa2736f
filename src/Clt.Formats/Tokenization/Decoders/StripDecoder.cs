namespace Clt.Formats.Tokenization.Decoders;

/// <summary>Takes a character off the ends of each token, at most so many times.</summary>
internal sealed class StripDecoder(char content, int start, int stop) : IDecoder
{
    public List<string> Decode(List<string> tokens) => tokens.ConvertAll(Strip);

    private string Strip(string token)
    {
        var from = token.TakeWhile((c, i) => i < start && c == content).Count();
        var back = token.Reverse().TakeWhile((c, i) => i < stop && c == content).Count();
        var to = Math.Max(from, token.Length - back);
        return token[from..to];
    }
}
