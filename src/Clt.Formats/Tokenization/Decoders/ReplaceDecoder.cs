using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Decoders;

/// <summary>Puts a content in place of each match, token by token.</summary>
internal sealed class ReplaceDecoder(IPattern pattern, string content) : IDecoder
{
    public List<string> Decode(List<string> tokens) => tokens.ConvertAll(Replace);

    private string Replace(string token)
    {
        var matches = pattern.Matches(token);
        if (matches.Count == 0) return token;
        var output = new StringBuilder();
        var at = 0;
        foreach (var (start, length) in matches)
        {
            output.Append(token, at, start - at).Append(content);
            at = start + length;
        }

        return output.Append(token, at, token.Length - at).ToString();
    }
}
