using System.Buffers;
using Clt.Engine.Generation;
using Clt.Engine.Generation.Decoding;
using Clt.Engine.Tests.Data;
using Clt.Formats.Tokenization;
using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Tests.Generation;

/// <summary>Stop strings are found as in the decoded whole, though only the newest tokens are decoded.</summary>
public sealed class StopRuleTests
{
    private const string Text = "Grüße, 世界! 🙂🙃 ab\nQ: x = 1\n\n  y  العالم ";

    [Fact]
    public void Stops_are_those_of_the_whole_text_at_every_token()
    {
        // A tokenizer of bytes and short pieces: characters and stop strings lie across tokens.
        var tokenizer = BpeTrainer.Train(Enumerable.Repeat(Text, 3), 290, ["<s>", "</s>"]);
        var rng = new Seed(5).Generator();
        for (var trial = 0; trial < 60; trial++)
        {
            int[] ids =
            [
                .. Enumerable
                    .Range(0, 30)
                    .SelectMany(_ =>
                        rng.Next(4) == 0
                            ? [2 + rng.Next(tokenizer.VocabularySize - 2)] // no special token
                            : tokenizer.EncodeIds(Text[rng.Next(Text.Length / 2)..^rng.Next(Text.Length / 2)])
                    ),
            ];
            var from = rng.Next(Text.Length - 4);
            string[] stops = [Text.Substring(from, 1 + rng.Next(4)), "never"];
            var settings = new GenerationSettings
            {
                StopStrings = stops,
                MaxNewTokens = ids.Length + 1,
                StopAtEos = false,
            };
            var rule = new StopRule(Processors.Task() with { Tokenizer = tokenizer, Context = 1_000_000 }, settings);
            var sequence = new LiveSequence(0, [1]);
            for (var i = 0; i < ids.Length; i++)
            {
                sequence.Add(ids[i], 0);
                var whole = tokenizer.Decode(ids[..(i + 1)])!;
                var stopped = rule.Check(sequence);
                (stopped is not null).ShouldBe(
                    whole.Contains(stops[0], StringComparison.Ordinal),
                    $"trial {trial}, '{stops[0]}' in '{whole}'"
                );
                if (stopped is null)
                    continue;
                stopped.Text.ShouldBe(whole[..whole.IndexOf(stops[0], StringComparison.Ordinal)]);
                break;
            }
        }
    }

    [Theory]
    [InlineData(new[] { "never" }, FinishReason.MaxNewTokens, "abcd")]
    [InlineData(new[] { "d" }, FinishReason.StopString, "abc")]
    [InlineData(new[] { "<s>c", "c" }, FinishReason.StopString, "ab")]
    public void A_text_is_without_special_tokens(string[] stops, FinishReason reason, string text)
    {
        var tokenizer = BpeTrainer.Train(["abcd"], 262, ["<s>", "</s>"]);
        int[] ids = [.. tokenizer.EncodeIds("ab"), tokenizer.Id("<s>")!.Value, .. tokenizer.EncodeIds("c"), .. tokenizer.EncodeIds("d")];
        var settings = new GenerationSettings { StopStrings = stops, MaxNewTokens = ids.Length };
        var rule = new StopRule(Processors.Task() with { Tokenizer = tokenizer, Context = 100, Ends = [] }, settings);
        var sequence = new LiveSequence(0, [1]);
        GeneratedText? ended = null;
        for (var i = 0; ended is null; i++)
        {
            sequence.Add(ids[i], 0);
            ended = rule.Check(sequence);
        }

        ended.Reason.ShouldBe(reason);
        ended.Text.ShouldBe(text);
    }

    [Fact]
    public void A_long_text_costs_no_more_a_token_than_a_short_one()
    {
        var counting = new Counting();
        var settings = new GenerationSettings { StopStrings = ["#!#"], MaxNewTokens = 5000 };
        var rule = new StopRule(Processors.Task() with { Tokenizer = counting, Context = 1_000_000 }, settings);
        var sequence = new LiveSequence(0, [1]);
        for (var i = 0; i < 4000; i++)
        {
            sequence.Add('a' + (i % 20), 0);
            rule.Check(sequence).ShouldBeNull();
        }

        counting.Decoded.ShouldBeLessThan(4000 * 50);
    }

    /// <summary>Counts the ids that are decoded.</summary>
    private sealed class Counting : Tokenizer
    {
        private readonly CharacterTokenizer _inner = new();

        public long Decoded { get; private set; }

        protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
            throw new NotSupportedException();

        public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
        {
            Decoded += ids.Count();
            return _inner.Decode(ids, destination, out idsConsumed, out charsWritten);
        }
    }
}
