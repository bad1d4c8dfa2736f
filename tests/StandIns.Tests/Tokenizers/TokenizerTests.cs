using System.Buffers;
using Microsoft.ML.Tokenizers;
using Shouldly;
using Xunit;

namespace StandIns.Tests.Tokenizers;

/// <summary>The members that every concrete tokenizer inherits, on a tokenizer with a token per UTF-16 unit.</summary>
public class TokenizerTests
{
    private readonly Tokenizer _tokenizer = new CharacterTokenizer();

    [Fact]
    public void Ids_follow_the_tokens()
    {
        _tokenizer.EncodeToIds("abc").ShouldBe([97, 98, 99]);
        _tokenizer.EncodeToIds("abc".AsSpan(1)).ShouldBe([98, 99]);
        _tokenizer.CountTokens("abc").ShouldBe(3);
    }

    [Fact]
    public void A_limit_reports_what_was_used()
    {
        _tokenizer.EncodeToIds("hello", 2, out var normalized, out var consumed).ShouldBe([104, 101]);
        normalized.ShouldBeNull();
        consumed.ShouldBe(2);
        Should.Throw<ArgumentOutOfRangeException>(() => _tokenizer.EncodeToIds("hello", 0, out _, out _));
    }

    [Fact]
    public void Decoding_grows_its_buffer()
    {
        var text = new string('x', 5000) + "end";
        _tokenizer.Decode(_tokenizer.EncodeToIds(text).ToList()).ShouldBe(text);
    }

    [Fact]
    public void Tokens_are_equal_by_value()
    {
        var tokens = _tokenizer.EncodeToTokens("aa", out _);
        tokens[0].Equals(new EncodedToken(97, "a", 0..1)).ShouldBeTrue();
        tokens[0].Equals(tokens[1]).ShouldBeFalse();
    }

    [Fact]
    public void Missing_text_is_refused() => Should.Throw<ArgumentNullException>(() => _tokenizer.EncodeToIds((string)null!));

    private sealed class CharacterTokenizer : Tokenizer
    {
        public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
        {
            idsConsumed = charsWritten = 0;
            foreach (var id in ids)
            {
                if (charsWritten == destination.Length) return OperationStatus.DestinationTooSmall;
                destination[charsWritten++] = (char)id;
                idsConsumed++;
            }

            return OperationStatus.Done;
        }

        protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
        {
            var tokens = new List<EncodedToken>();
            for (var i = 0; i < textSpan.Length && tokens.Count < settings.MaxTokenCount; i++)
                tokens.Add(new EncodedToken(textSpan[i], textSpan[i].ToString(), new Range(i, i + 1)));
            return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = tokens.Count };
        }
    }
}
