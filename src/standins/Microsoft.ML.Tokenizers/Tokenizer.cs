using System.Buffers;

namespace Microsoft.ML.Tokenizers;

/// <summary>Turns text into token ids and back. A concrete tokenizer overrides the members that take <see cref="EncodeSettings"/>.</summary>
public abstract class Tokenizer
{
    protected Tokenizer()
    {
    }

    public virtual Normalizer? Normalizer => null;

    public virtual PreTokenizer? PreTokenizer => null;

    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(NotNull(text), text.AsSpan(), Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization)).Tokens;

    /// <summary>As many ids as <paramref name="maxTokenCount"/> allows, and how many UTF-16 units of the text they cover.</summary>
    public IReadOnlyList<int> EncodeToIds(
        string text, int maxTokenCount, out string? normalizedText, out int charsConsumed,
        bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var settings = Settings(considerPreTokenization, considerNormalization, maxTokenCount);
        return Unpack(EncodeToIds(NotNull(text), text.AsSpan(), settings), out normalizedText, out charsConsumed);
    }

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, int maxTokenCount, out string? normalizedText, out int charsConsumed,
        bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var settings = Settings(considerPreTokenization, considerNormalization, maxTokenCount);
        return Unpack(EncodeToIds(null, text, settings), out normalizedText, out charsConsumed);
    }

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        string text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var settings = Settings(considerPreTokenization, considerNormalization);
        return Unpack(EncodeToTokens(NotNull(text), text.AsSpan(), settings), out normalizedText, out _);
    }

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        ReadOnlySpan<char> text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var settings = Settings(considerPreTokenization, considerNormalization);
        return Unpack(EncodeToTokens(null, text, settings), out normalizedText, out _);
    }

    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(NotNull(text), text.AsSpan(), Settings(considerPreTokenization, considerNormalization));

    public int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(null, text, Settings(considerPreTokenization, considerNormalization));

    /// <summary>Decodes all ids; an id that the tokenizer lacks is an error of the concrete tokenizer.</summary>
    public virtual string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var all = ids as IReadOnlyCollection<int> ?? ids.ToList();
        for (var capacity = Math.Max(64, all.Count * 8); ; capacity *= 2)
        {
            var buffer = new char[capacity];
            var status = Decode(all, buffer, out _, out var written);
            if (status == OperationStatus.Done) return new string(buffer, 0, written);
            if (status == OperationStatus.InvalidData) throw new InvalidOperationException("The token ids could not be decoded.");
        }
    }

    /// <summary>Decodes into <paramref name="destination"/> as many ids as fit.</summary>
    public abstract OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    /// <summary>
    /// One of <paramref name="text"/> (the whole) and <paramref name="textSpan"/> is used; text is null where only a span is known.
    /// </summary>
    protected abstract EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    protected virtual EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var tokens = EncodeToTokens(text, textSpan, settings);
        return new EncodeResults<int>
        {
            Tokens = tokens.Tokens.Select(t => t.Id).ToList(),
            NormalizedText = tokens.NormalizedText,
            CharsConsumed = tokens.CharsConsumed,
        };
    }

    protected virtual int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    private static EncodeSettings Settings(bool preTokenization, bool normalization, int maxTokenCount = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokenCount);
        return new EncodeSettings
        {
            ConsiderPreTokenization = preTokenization,
            ConsiderNormalization = normalization,
            MaxTokenCount = maxTokenCount,
        };
    }

    private static IReadOnlyList<T> Unpack<T>(EncodeResults<T> results, out string? normalizedText, out int charsConsumed)
    {
        normalizedText = results.NormalizedText;
        charsConsumed = results.CharsConsumed;
        return results.Tokens;
    }

    private static string NotNull(string text) => text ?? throw new ArgumentNullException(nameof(text));
}
