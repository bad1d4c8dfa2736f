using Clt.Formats.Tokenization;
using FsCheck;
using FsCheck.Fluent;

namespace Clt.Engine.Tests.Tokenization;

public class BpeTrainerTests
{
    private static readonly string[] Special = ["<|pad|>", "<|bos|>", "<|eos|>"];

    private static readonly string[] Corpus =
    [
        "the cat sat on the mat and the other cat sat on the hat",
        "twenty-three plus four is twenty-seven: 23 + 4 = 27",
        "今天天气很好，今天我们去公园。今天天气很好，我们去公园。",
        "二十三たす四は二十七です。三十三たす四は三十七です。",
        "스물셋 더하기 넷은 스물일곱입니다. 서른셋 더하기 넷은 서른일곱입니다.",
        "ثلاثة وعشرون زائد أربعة يساوي سبعة وعشرون",
        "'S'T'RE we'll\r\n\n  x  🎉🎉",
    ];

    private static HubTokenizer Trained(WordSplit split = WordSplit.Llama3, int size = 320) =>
        BpeTrainer.Train(Corpus, size, Special, new BpeTrainerSettings { Split = split });

    [Fact]
    public void Special_tokens_get_the_first_ids_and_their_roles()
    {
        var tokenizer = Trained();
        tokenizer.PadId.ShouldBe(0);
        tokenizer.BeginId.ShouldBe(1);
        tokenizer.EndId.ShouldBe(2);
        tokenizer.VocabularySize.ShouldBe(320);
        tokenizer.IsSpecial(1).ShouldBeTrue();
        tokenizer.IsSpecial(3).ShouldBeFalse();
    }

    [Fact]
    public void The_most_frequent_pair_merges_first_and_ties_go_to_the_lowest_ids()
    {
        var tokenizer = BpeTrainer.Train(["abab cdcd ab"], 258, [], new BpeTrainerSettings { Split = WordSplit.Gpt2 });
        tokenizer.Piece(256).ShouldBe("ab");
        tokenizer.Piece(257).ShouldBe("cd");
    }

    [Fact]
    public void Overlapping_pairs_are_counted_as_they_merge()
    {
        // aaaaa: (a,a) four times, leaves aa aa a; then (aa,aa) and (aa,a) once a word each.
        var tokenizer = BpeTrainer.Train(["aaaaa", "aaaaa"], 259, []);
        tokenizer.Piece(256).ShouldBe("aa");
        tokenizer.EncodeIds("aaaaa").Count.ShouldBeLessThan(3);
        tokenizer.Decode(tokenizer.EncodeIds("aaaaaaa")).ShouldBe("aaaaaaa");
    }

    [Fact]
    public void Training_does_not_depend_on_the_order_of_the_texts()
    {
        var again = BpeTrainer.Train(Corpus.Reverse(), 320, Special);
        again.Fingerprint.ShouldBe(Trained().Fingerprint);
        Trained(size: 321).Fingerprint.ShouldNotBe(again.Fingerprint);
    }

    [Theory]
    [InlineData(WordSplit.Llama3)]
    [InlineData(WordSplit.SingleDigits)]
    [InlineData(WordSplit.Gpt2)]
    public void Any_text_comes_back_whole(WordSplit split)
    {
        var tokenizer = Trained(split);
        foreach (var text in Corpus)
            tokenizer.Decode(tokenizer.EncodeIds(text)).ShouldBe(text);
        Prop.ForAll<string>(text =>
            {
                var clean = Clean(text ?? "");
                return tokenizer.Decode(tokenizer.EncodeIds(text ?? "")) == clean;
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Offsets_cover_the_text_without_gaps()
    {
        var tokenizer = Trained();
        foreach (var text in Corpus)
        {
            var at = 0;
            foreach (var (start, end) in tokenizer.Encode(text).Offsets)
            {
                start.ShouldBeLessThanOrEqualTo(at);
                end.ShouldBeGreaterThanOrEqualTo(at);
                at = end;
            }

            at.ShouldBe(text.Length);
        }
    }

    [Fact]
    public void Digits_one_by_one_give_a_number_a_token_a_digit()
    {
        var tokenizer = BpeTrainer.Train(
            Enumerable.Repeat("2020 2020 1999", 50),
            300,
            [],
            new BpeTrainerSettings { Split = WordSplit.SingleDigits }
        );
        tokenizer.EncodeIds("20201999").Select(id => tokenizer.Decode([id])).ShouldBe(["2", "0", "2", "0", "1", "9", "9", "9"]);
    }

    [Fact]
    public void Text_without_spaces_learns_its_own_pieces()
    {
        var tokenizer = BpeTrainer.Train(Enumerable.Repeat("今天天气很好，今天我们去公园。", 20), 300, []);
        tokenizer.EncodeIds("今天天气很好，今天我们去公园。").Count.ShouldBeLessThanOrEqualTo(6);
        tokenizer.EncodeIds("今天我们去公园").Select(id => tokenizer.Piece(id)!.Length).Max().ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public void Saving_and_loading_gives_the_same_tokenizer()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var tokenizer = Trained();
            tokenizer.Save(folder);
            var loaded = TokenizerLoader.Load(folder);
            loaded.Fingerprint.ShouldBe(tokenizer.Fingerprint);
            loaded.EndId.ShouldBe(tokenizer.EndId);
            foreach (var text in Corpus)
                loaded.EncodeIds(text).ShouldBe(tokenizer.EncodeIds(text));
            Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["tokenizer.json", "tokenizer_config.json"], ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Text_that_spells_a_special_token_stays_text_unless_asked()
    {
        var corpus = Corpus.Concat(Enumerable.Repeat("<|bos|>", 500));
        var tokenizer = BpeTrainer.Train(corpus, 340, Special);
        tokenizer.EncodeIds("a<|bos|>b").ShouldNotContain(1);
        tokenizer.Decode(tokenizer.EncodeIds("a<|bos|>b")).ShouldBe("a<|bos|>b");
        tokenizer.EncodeIds("<|bos|>", new EncodeOptions { MatchSpecialTokens = true }).ShouldBe([1]);
    }

    [Fact]
    public void The_result_of_many_texts_does_not_depend_on_threads()
    {
        var tokenizer = Trained();
        var texts = Enumerable.Range(0, 200).Select(i => Corpus[i % Corpus.Length] + i).ToList();
        tokenizer.EncodeMany(texts, threads: 1).ShouldBe(tokenizer.EncodeMany(texts, threads: 4));
    }

    [Fact]
    public void Every_problem_of_the_settings_is_listed()
    {
        var error = Should.Throw<InputException>(() =>
            BpeTrainer.Train(
                [],
                100,
                ["<s>", "<s>", ""],
                new BpeTrainerSettings { MinimumCount = 0, Roles = new SpecialRoles(End: "</s>") }
            )
        );
        error.Problems.Count.ShouldBe(5);
        error.Message.ShouldContain("'<s>' is named twice");
    }

    private static string Clean(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
