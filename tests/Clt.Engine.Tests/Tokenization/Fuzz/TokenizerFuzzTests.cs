using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Tokenization.Fuzz;

/// <summary>However tokenizer.json is damaged, there is an input error or a tokenizer that works; never another exception.</summary>
public class TokenizerFuzzTests
{
    private static readonly string[] Texts = ["", "ab a b", " a  <s> <mask> b ", "é漢字🎉", "a\ud800b", "\u0000\u0001\r\n"];

    public static TheoryData<string> Kinds => new(TokenizerFiles.All.Select(f => f.Kind));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_files_as_they_are_load_and_encode(string kind)
    {
        var tokenizer = TokenizerLoader.FromJson(System.Text.Encoding.UTF8.GetBytes(TokenizerFiles.Of(kind)));
        tokenizer.EncodeIds("ab").ShouldNotBeEmpty();
        tokenizer.EncodeIds("ab").ShouldNotContain(tokenizer.UnknownId ?? -1);
        tokenizer.Decode(tokenizer.EncodeIds("ab")).ShouldBe("ab");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_bytes(string kind) => Survive(kind, 300, JsonDamage.Bytes).Refused.ShouldBeGreaterThan(30);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_values(string kind)
    {
        var (refused, loaded) = Survive(kind, 300, JsonDamage.Value);
        refused.ShouldBeGreaterThan(30);
        loaded.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"bos_token\": 7}")]
    [InlineData("{\"bos_token\": {\"contents\": \"<s>\"}}")]
    [InlineData("{\"eos_token\": \"\\ud800\"}")]
    [InlineData("{\"do_lower_case\": true, \"eos_token\": []}")]
    public void A_broken_configuration_beside_any_tokenizer(string configuration)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["tokenizer_config.json"], configuration);
        File.WriteAllText(folder["vocab.txt"], "[UNK]\n[CLS]\n[SEP]\na\n");
        Problem(folder["vocab.txt"]).Where.ShouldStartWith("tokenizer_config.json");
        File.WriteAllText(folder["tokenizer.json"], TokenizerFiles.Of("WordPiece"));
        Problem(folder["tokenizer.json"]).Where.ShouldStartWith("tokenizer_config.json");
    }

    [Theory]
    [InlineData("{\"do_lower_case\": 1}", "do_lower_case")]
    [InlineData("{\"tokenize_chinese_chars\": \"yes\"}", "tokenize_chinese_chars")]
    public void Switches_of_a_vocabulary_file_are_checked(string configuration, string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["tokenizer_config.json"], configuration);
        File.WriteAllText(folder["vocab.txt"], "[UNK]\n[CLS]\n[SEP]\na\n");
        Problem(folder["vocab.txt"]).Where.ShouldEndWith(name);
    }

    private static Problem Problem(string file) => Should.Throw<InputException>(() => TokenizerLoader.Load(file)).Problems[0];

    private static (int Refused, int Loaded) Survive(string kind, int trials, Func<string, Rng, byte[]> damage)
    {
        var (refused, loaded) = (0, 0);
        var whole = TokenizerFiles.Of(kind);
        for (var trial = 0; trial < trials; trial++)
        {
            var json = damage(whole, new Seed(41).Stream($"{kind} {trial}").Generator());
            try
            {
                var tokenizer = TokenizerLoader.FromJson(json);
                foreach (var text in Texts)
                    Use(tokenizer, text);
                loaded++;
            }
            catch (InputException)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{kind}, trial {trial}: {System.Text.Encoding.UTF8.GetString(json)}", e);
            }
        }

        return (refused, loaded);
    }

    private static void Use(HubTokenizer tokenizer, string text)
    {
        var ids = tokenizer.EncodeIds(text);
        ids.ShouldAllBe(id => id >= 0 && id < tokenizer.VocabularySize);
        tokenizer.Decode(ids);
        tokenizer
            .Encode(text, new EncodeOptions { AddSpecialTokens = true, MatchSpecialTokens = true })
            .Offsets.ShouldAllBe(o => o.Start <= o.End && o.End <= text.Length);
    }
}
