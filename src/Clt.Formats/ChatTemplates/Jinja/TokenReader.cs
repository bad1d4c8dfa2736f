using System.Runtime.CompilerServices;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Walks the tokens of a template; bounds how deep its nodes nest.</summary>
internal sealed class TokenReader(List<LexToken> tokens)
{
    private const int DeepestNesting = 200;
    private int _at;
    private int _depth;

    public LexToken Current => tokens[_at];

    /// <summary>Where it is, for <see cref="NamesFrom"/>.</summary>
    public int Position => _at;

    /// <summary>Which of these names have been read since then: as variables, not as attributes or names of arguments.</summary>
    public IReadOnlySet<string> NamesFrom(int position, params ReadOnlySpan<string> names)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = position; i < _at; i++)
        {
            var (before, after) = (tokens[Math.Max(0, i - 1)].Text, tokens[Math.Min(i + 1, tokens.Count - 1)].Text);
            if (tokens[i].Kind == LexKind.Name && names.Contains(tokens[i].Text) && before != "." && after != "=")
                found.Add(tokens[i].Text);
        }

        return found;
    }

    public LexToken Take() => tokens[_at].Kind == LexKind.End ? tokens[_at] : tokens[_at++];

    public bool Is(string text) => Current.Kind is LexKind.Operator or LexKind.Name && Current.Text == text;

    public bool Follows(string text) =>
        tokens[Math.Min(_at + 1, tokens.Count - 1)] is { Kind: LexKind.Operator or LexKind.Name } next && next.Text == text;

    public bool TryTake(string text)
    {
        if (!Is(text))
            return false;
        _at++;
        return true;
    }

    public void Expect(string text)
    {
        if (!TryTake(text))
            throw Unexpected($"'{text}'");
    }

    public LexToken Expect(LexKind kind) => Current.Kind == kind ? Take() : throw Unexpected(kind.ToString());

    public TemplateFault Unexpected(string expected) =>
        new($"{expected} is expected, not {(Current.Kind == LexKind.End ? "the end" : $"'{Current.Text}'")}", Current.Line);

    public T Nested<T>(Func<T> parse)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > DeepestNesting)
            throw new TemplateFault($"the template nests more than {DeepestNesting} deep", Current.Line);
        var result = parse();
        _depth--;
        return result;
    }
}
