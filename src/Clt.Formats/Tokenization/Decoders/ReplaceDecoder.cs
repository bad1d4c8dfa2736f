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
        if (matches.Count == 0)
            return token;
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

/// <summary>A step from tokens back to text: strings in, strings out; the last step's strings are concatenated.</summary>
internal interface IDecoder
{
    List<string> Decode(List<string> tokens);
}

/// <summary>Makes one string of all.</summary>
internal sealed class FuseDecoder : IDecoder
{
    public List<string> Decode(List<string> tokens) => [string.Concat(tokens)];
}

/// <summary>One decoder after the other.</summary>
internal sealed class SequenceDecoder(IReadOnlyList<IDecoder> steps) : IDecoder
{
    public List<string> Decode(List<string> tokens) => steps.Aggregate(tokens, (current, step) => step.Decode(current));
}

/// <summary>Writes the mark as a space again; where one was put in front, the first token's marks go.</summary>
internal sealed class MetaspaceDecoder(char mark, bool prepended) : IDecoder
{
    public List<string> Decode(List<string> tokens) =>
        tokens
            .Select(
                (token, i) => i == 0 && prepended ? token.Replace(mark.ToString(), "", StringComparison.Ordinal) : token.Replace(mark, ' ')
            )
            .ToList();
}

/// <summary>BPEDecoder: the end-of-word suffix becomes a space, none after the last token.</summary>
internal sealed class SuffixDecoder(string suffix) : IDecoder
{
    public List<string> Decode(List<string> tokens) =>
        tokens.Select((token, i) => token.Replace(suffix, i == tokens.Count - 1 ? "" : " ", StringComparison.Ordinal)).ToList();
}

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
