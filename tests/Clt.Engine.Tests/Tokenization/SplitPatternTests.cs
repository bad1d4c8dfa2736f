using Clt.Formats.Tokenization.PreTokenizers;
using Clt.Formats.Tokenization.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Clt.Engine.Tests.Tokenization;

/// <summary>The hand-written scanners against the regular expressions that they stand for, and those against code points.</summary>
public class SplitPatternTests
{
    public static TheoryData<string> Patterns() =>
        new(Gpt2Scanner.Pattern, Llama3Scanner.Pattern1, Llama3Scanner.Pattern3, Llama3Scanner.Cl100K, O200KScanner.Pattern);

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_scanner_splits_as_its_pattern(string pattern)
    {
        // cl100k is in Rust's syntax: there $ is the end of the text, and + behind an interval makes it possessive.
        var regex = new CodePointRegex(pattern.Replace("{1,3}+", "{1,3}").Replace("++$", @"++\z"));
        var scanner = WordScanners.Find(pattern)!;
        var units = Gen.Elements(
            "aB é́Éñ中かไ𝒜𝓫𠀀𝟏12²Ⅷ'sS ſdlLreVEtM \t\r\n\u00A0\u3000.,!/👍$_ĿǅʰःA\u0300"
                .EnumerateRunes()
                .Select(r => r.ToString())
                .ToArray()
        );
        var texts = units.ListOf().Select(parts => string.Concat(parts));
        Prop.ForAll(
                texts.ToArbitrary(),
                text => Words(scanner, text).SequenceEqual(regex.Matches(text).Select(m => text.Substring(m.Start, m.Length)))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(30));
    }

    [Theory]
    [InlineData("𝒜𝒷c 𝟏𝟐", "𝒜𝒷c| |𝟏𝟐")]
    [InlineData("don'ſ x", "don|'ſ| x")]
    [InlineData("a\n \n  b", "a|\n \n| | b")]
    public void Code_points_above_the_first_plane_split_by_their_class(string text, string words) =>
        string.Join('|', Words(WordScanners.Find(Llama3Scanner.Pattern3)!, text)).ShouldBe(words);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("(?:a|", ")")]
    [InlineData("(?i)(", ")")]
    [InlineData("[a[", "]]")]
    public void Groups_without_end_are_told(string opening, string closing)
    {
        string Nested(int times) =>
            string.Concat(Enumerable.Repeat(opening, times)) + "a" + string.Concat(Enumerable.Repeat(closing, times));
        _ = new CodePointRegex(Nested(20));
        Should.Throw<FormatException>(() => new CodePointRegex(Nested(100_000))).Message.ShouldContain("a group that lies in 200 others");
    }

    [Fact]
    public void A_letter_of_a_pattern_takes_little()
    {
        _ = new CodePointRegex("(?i)a");
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = new CodePointRegex("(?i)" + string.Concat(Enumerable.Repeat("a[b\\\\]", 500)));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(30_000 * 1000, "bytes for a thousand sets");
    }

    [Fact]
    public void Trailing_white_space_is_one_word_in_cl100k_only()
    {
        Words(WordScanners.Find(Llama3Scanner.Cl100K)!, "a \n  ").ShouldBe(["a", " \n  "]);
        Words(WordScanners.Find(Llama3Scanner.Pattern3)!, "a \n  ").ShouldBe(["a", " \n", "  "]);
    }

    [Fact]
    public void Every_behaviour_of_a_split_keeps_or_drops_its_matches()
    {
        Split("a--b-c", SplitBehavior.Removed).ShouldBe("a|b|c");
        Split("a--b-c", SplitBehavior.Isolated).ShouldBe("a|-|-|b|-|c");
        Split("a--b-c", SplitBehavior.Contiguous).ShouldBe("a|--|b|-|c");
        Split("a--b-c", SplitBehavior.MergedWithPrevious).ShouldBe("a-|-|b-|c");
        Split("a--b-c", SplitBehavior.MergedWithNext).ShouldBe("a|-|-b|-c");
        Split("a--b-c", SplitBehavior.Removed, invert: true).ShouldBe("-|-|-");
    }

    private static string Split(string text, SplitBehavior behavior, bool invert = false)
    {
        var words = new List<AlignedText>();
        new SplitPreTokenizer(new LiteralPattern("-"), behavior, invert).Split(new AlignedText(text, 0, text.Length), words);
        return string.Join('|', words);
    }

    private static List<string> Words(IWordScanner scanner, string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length; at += words[^1].Length)
            words.Add(text[at..scanner.End(text, at)]);
        return words;
    }
}
