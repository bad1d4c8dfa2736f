using System.Text;
using Clt.Formats.Tokenization;
using FsCheck;
using FsCheck.Fluent;

namespace Clt.Engine.Tests.Tokenization;

public sealed class UnigramTrainerTests
{
    private static readonly string[] Special = ["<|bos|>", "<|eos|>", "<|unk|>"];

    private static readonly string[] English =
    [
        "the",
        "cat",
        "sat",
        "on",
        "mat",
        "hat",
        "sitting",
        "sits",
        "walked",
        "walking",
        "walks",
        "talked",
        "talking",
        "talks",
        "other",
        "others",
        "of",
        "12",
        "345",
    ];

    private static readonly string[] Russian =
    [
        "кот",
        "коты",
        "котов",
        "сидел",
        "сидели",
        "сидит",
        "ковры",
        "ковёр",
        "шляпа",
        "шляпы",
        "говорил",
        "говорили",
    ];

    private static readonly string[] Chinese = ["今天", "天气", "很好", "我们", "去公园", "昨天", "他们", "公园", "好"];

    /// <summary>Sentences of drawn words, in three scripts.</summary>
    private static readonly string[] Corpus =
    [
        .. Enumerable
            .Range(0, 150)
            .SelectMany(i => new[] { Sentence(English, " ", i), Sentence(Russian, " ", i), Sentence(Chinese, "", i) + "。" }),
    ];

    private static string Sentence(string[] words, string between, int number)
    {
        var rng = new Rng((ulong)number);
        return string.Join(between, Enumerable.Range(0, 4 + rng.Next(6)).Select(_ => words[rng.Next(words.Length)]));
    }

    private static HubTokenizer Trained(int size = 150, double coverage = 1, bool digits = true) =>
        UnigramTrainer.Train(Corpus, size, Special, Settings with { CharacterCoverage = coverage, SplitDigits = digits });

    private static UnigramTrainerSettings Settings => new() { Roles = new SpecialRoles("<|bos|>", "<|eos|>", Unknown: "<|unk|>") };

    [Fact]
    public void Special_tokens_come_first_and_all_characters_are_pieces()
    {
        var tokenizer = Trained();
        (tokenizer.BeginId, tokenizer.EndId, tokenizer.UnknownId, tokenizer.VocabularySize).ShouldBe((0, 1, 2, 150));
        foreach (var rune in string.Concat(Corpus).EnumerateRunes().Where(r => r.Value != ' ').Distinct())
            tokenizer.Id(rune.ToString().Normalize(NormalizationForm.FormKC)).ShouldNotBeNull(rune.ToString());
    }

    [Fact]
    public void Frequent_words_are_pieces_and_rare_ones_are_written_with_several()
    {
        var tokenizer = Trained();
        foreach (var word in new[] { "▁the", "▁cat", "▁sat", "▁шляпы", "今天", "我们" })
            tokenizer.Id(word).ShouldNotBeNull(word);
        tokenizer.EncodeIds("the cat").Count.ShouldBe(2);
        tokenizer.EncodeIds("hatsalk").Count.ShouldBeGreaterThan(2);
        tokenizer.Decode(tokenizer.EncodeIds("the cats sat, hat on")).ShouldNotBe("the cats sat, hat on", "the comma is unknown");
        tokenizer.Decode(tokenizer.EncodeIds("the cats sat on the hat")).ShouldBe("the cats sat on the hat");
    }

    [Fact]
    public void Pieces_have_letters_of_one_script_or_digits_or_signs()
    {
        var tokenizer = Trained(size: 300);
        var pieces = Enumerable
            .Range(3, tokenizer.VocabularySize - 3)
            .Select(id => tokenizer.Piece(id)!.TrimStart('▁'))
            .Where(p => p.Length > 1)
            .ToList();
        pieces.Count.ShouldBeGreaterThan(40);
        pieces.ShouldAllBe(p => p.All(char.IsLetter) || !p.Any(char.IsLetter));
        pieces.ShouldAllBe(p => !(p.Any(c => c < 0x250) && p.Any(c => c >= '\u0400' && c <= '\u04FF')));
        pieces.ShouldAllBe(p => !p.Any(char.IsDigit));
        var merged = Trained(size: 300, digits: false);
        Enumerable.Range(3, merged.VocabularySize - 3).Select(id => merged.Piece(id)!).ShouldContain(p => p.Count(char.IsDigit) > 1);
    }

    [Fact]
    public void Rare_characters_are_unknown_with_less_coverage()
    {
        Trained().EncodeIds("ё").ShouldNotContain(2);
        Trained().EncodeIds("Ж").ShouldContain(2);
        Trained(coverage: 0.9).EncodeIds("ё").ShouldContain(2);
        Trained(coverage: 0.97).EncodeIds("the cat").ShouldNotContain(2);
    }

    [Fact]
    public void Text_never_spells_a_special_token()
    {
        var ids = Trained().EncodeIds("the <|bos|> cat <|eos|>");
        ids.ShouldNotContain(0);
        ids.ShouldNotContain(1);
    }

    [Fact]
    public void White_space_of_any_kind_is_one_space()
    {
        var tokenizer = Trained();
        tokenizer.EncodeIds("  the \n cat\t").ShouldBe(tokenizer.EncodeIds("the cat"));
    }

    [Fact]
    public void Training_does_not_depend_on_the_order_of_the_texts()
    {
        var again = UnigramTrainer.Train(Corpus.Reverse(), 150, Special, Settings with { CharacterCoverage = 1 });
        again.Fingerprint.ShouldBe(Trained().Fingerprint);
        Trained(size: 140).Fingerprint.ShouldNotBe(again.Fingerprint);
    }

    [Fact]
    public void What_was_saved_is_loaded_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var tokenizer = Trained();
        tokenizer.Save(folder.Path);
        var loaded = TokenizerLoader.Load(folder.Path);
        loaded.Fingerprint.ShouldBe(tokenizer.Fingerprint);
        loaded.EncodeIds(Corpus[0]).ShouldBe(tokenizer.EncodeIds(Corpus[0]));
    }

    [Fact]
    public void Every_normalised_text_of_known_characters_comes_back()
    {
        var tokenizer = Trained();
        var words = Corpus.SelectMany(t => t.Split(' ')).Distinct().ToArray();
        Prop.ForAll(
                Gen.NonEmptyListOf(Gen.Elements(words)).ToArbitrary(),
                list =>
                {
                    var text = string.Join(' ', list).Normalize(NormalizationForm.FormKC);
                    return tokenizer.Decode(tokenizer.EncodeIds(text)) == text;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_amiss_is_said_at_once()
    {
        var wrong = Settings with { CharacterCoverage = 0, Shrinking = 1, SubIterations = 0, Roles = new SpecialRoles() };
        Should.Throw<InputException>(() => UnigramTrainer.Train(Corpus, 3, Special, wrong)).Problems.Count.ShouldBe(5);
        Should.Throw<InputException>(() => Trained(size: 40)).Message.ShouldContain("has no room for");
    }
}
