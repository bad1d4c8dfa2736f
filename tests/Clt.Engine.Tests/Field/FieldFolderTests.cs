using System.Globalization;
using System.Text;
using System.Text.Json;
using Clt.Engine.Tests.Tokenization.Golden;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Field;

/// <summary>Folders without tokenizer.json: the rule of the class that they name, or a refusal by its name.</summary>
public sealed class FieldFolderTests : IDisposable
{
    private static readonly EncodeOptions Framed = new() { AddSpecialTokens = true, MatchSpecialTokens = true };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The golden models were made from one sentencepiece model, by the rules of these classes.</summary>
    [GoldenTheory("tokenizers")]
    [InlineData("xlmr")]
    [InlineData("mbart50")]
    public void A_sentencepiece_model_gives_the_ids_of_the_classes_tokenizer_json(string name)
    {
        File.Copy(Path.Combine(GoldenTokenizers.Root, "spm_unigram", "spm.model"), _folder["sentencepiece.bpe.model"]);
        File.Copy(Path.Combine(GoldenTokenizers.Root, name, "tokenizer_config.json"), _folder["tokenizer_config.json"]);
        var (made, golden) = (TokenizerLoader.Load(_folder.Path), GoldenTokenizers.Load(name));
        made.VocabularySize.ShouldBe(golden.VocabularySize);
        for (var id = 0; id < golden.VocabularySize; id++)
            made.Piece(id).ShouldBe(golden.Piece(id));
        made.AddedTokens.OrderBy(t => t.Id).ShouldBe(golden.AddedTokens.OrderBy(t => t.Id));
        made.NamedTokens.Select(t => (t.Name, t.Content)).ShouldBe(golden.NamedTokens.Select(t => (t.Name, t.Content)), ignoreOrder: true);

        var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenTokenizers.Root, "manifest.json"))).RootElement;
        var differ = GoldenTokenizers.Strings(
            manifest.GetProperty("tokenizers").GetProperty(name),
            "rows_without_unk_that_differ_from_sentencepiece"
        );
        var rows = GoldenTokenizers
            .Rows(name, "encodings.jsonl")
            .Where(r => !differ.Contains(r.GetProperty("id").GetString()!) && !GoldenTokenizers.Ints(r, "ids").Contains(3))
            .ToList();
        rows.Count.ShouldBeGreaterThan(50);
        foreach (var row in rows)
            made.Encode(row.GetProperty("text").GetString()!, Framed)
                .Ids.ShouldBe(GoldenTokenizers.Ints(row, "ids_special"), row.GetProperty("id").GetString());
    }

    [GoldenTheory("tokenizers")]
    [InlineData("XLMRobertaTokenizer", "<s> 長い </s>", "<mask>", 0)]
    [InlineData("XLMRobertaTokenizerFast", "<s> 長い </s>", "<mask>", 0)]
    [InlineData("MBartTokenizer", "長い </s> en_XX", "<mask>", 0)]
    [InlineData("MBart50Tokenizer", "en_XX 長い </s>", "<mask>", 0)]
    [InlineData("XGLMTokenizer", "</s> 長い", "<madeupword6>", 0)]
    [InlineData("CamembertTokenizer", "<s> 長い </s>", "<mask>", 5)]
    [InlineData("T5Tokenizer", "長い </s>", "<extra_id_0>", 1)]
    [InlineData("LlamaTokenizer", "<s> 長い", null, 1)]
    public void Each_class_has_its_ids_and_frame(string name, string frame, string? last, int begin)
    {
        Model("spm_unigram", $$"""{"tokenizer_class": "{{name}}"}""");
        var tokenizer = TokenizerLoader.Load(_folder.Path);
        tokenizer.Id("<s>").ShouldBe(begin);
        if (last is not null)
            tokenizer.Piece(tokenizer.VocabularySize - 1).ShouldBe(last);
        var ids = tokenizer.Encode("長い", Framed).Ids;
        var inside = tokenizer.EncodeIds("長い");
        string.Join(
                ' ',
                ids.Select(id => inside.Contains(id) ? "長い" : tokenizer.Piece(id))
                    .Aggregate(
                        new List<string?>(),
                        (all, piece) =>
                        {
                            if (piece != "長い" || all.LastOrDefault() != piece)
                                all.Add(piece);
                            return all;
                        }
                    )
            )
            .ShouldBe(frame);
        tokenizer.EncodeIds("<s></s>").ShouldNotContain(id => tokenizer.IsSpecial(id) && id != tokenizer.UnknownId);
    }

    [GoldenTheory("tokenizers")]
    [InlineData("""{"tokenizer_class": "LlamaTokenizer", "add_bos_token": false}""", "")]
    [InlineData("""{"tokenizer_class": "LlamaTokenizer", "add_eos_token": true}""", "<s> </s>")]
    [InlineData("""{"tokenizer_class": "T5Tokenizer", "extra_ids": 3}""", "</s>")]
    [InlineData("""{"tokenizer_class": "MBart50Tokenizer", "src_lang": "hi_IN"}""", "hi_IN </s>")]
    public void Settings_of_the_configuration_are_heeded(string configuration, string frame)
    {
        Model("spm_unigram", configuration);
        var tokenizer = TokenizerLoader.Load(_folder.Path);
        string.Join(' ', tokenizer.Frame.Before.Concat(tokenizer.Frame.After).Select(tokenizer.Piece)).ShouldBe(frame);
        if (configuration.Contains("extra_ids"))
            tokenizer.Id("<extra_id_2>").ShouldBe(1200);
    }

    [GoldenTheory("tokenizers")]
    [InlineData("""{"tokenizer_class": "NllbTokenizer"}""", null, "NllbTokenizer")]
    [InlineData("""{"tokenizer_class": "AlbertTokenizerFast"}""", null, "AlbertTokenizerFast")]
    [InlineData("{}", """{"model_type": "deberta-v2"}""", "deberta-v2")]
    [InlineData("""{"tokenizer_class": "GemmaTokenizer"}""", null, "'<bos>'")]
    public void Another_class_is_refused_by_its_name(string configuration, string? model, string named)
    {
        Model("spm_unigram", configuration);
        if (model is not null)
            File.WriteAllText(_folder["config.json"], model);
        Should.Throw<InputException>(() => TokenizerLoader.Load(_folder.Path)).Message.ShouldContain(named);
    }

    [GoldenFact("tokenizers")]
    public void The_models_kind_names_the_class_where_nothing_else_does()
    {
        Model("spm_unigram", null);
        File.WriteAllText(_folder["config.json"], """{"model_type": "xlm-roberta"}""");
        TokenizerLoader.Load(_folder.Path).Piece(0).ShouldBe("<s>");
    }

    /// <summary>What stands behind a special token gets no space of its own where the class says so.</summary>
    [GoldenTheory("tokenizers")]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void The_space_before_a_text_is_put_as_the_class_says(string legacy, bool everywhere)
    {
        Model("spm_bpe", $$"""{"tokenizer_class": "LlamaTokenizer", "legacy": {{legacy}}}""");
        var tokenizer = TokenizerLoader.Load(_folder.Path);
        var ids = tokenizer.EncodeIds("</s>水", Framed with { AddSpecialTokens = false });
        tokenizer.Piece(ids[0]).ShouldBe("</s>");
        tokenizer.Piece(ids[1])!.StartsWith('▁').ShouldBe(everywhere);
    }

    [Theory]
    [InlineData("""{"added_tokens_decoder": {"257": {"content": "<終>", "special": true, "lstrip": true}}}""", null, "я <終>", 257, 3)]
    [InlineData("""{"eos_token": "<終>"}""", """{"<終>": 257}""", "<終>", 257, 1)]
    [InlineData("{}", """{"[語]": 300}""", "語[語]", 300, 4)]
    public void Added_tokens_are_read_with_their_flags(string configuration, string? added, string text, int id, int count)
    {
        SmallTokenizer.Write(_folder.Path, ["<s>"]);
        File.WriteAllText(_folder["tokenizer_config.json"], configuration);
        if (added is not null)
            File.WriteAllText(_folder["added_tokens.json"], added);
        var tokenizer = TokenizerLoader.Load(_folder.Path);
        var ids = tokenizer.EncodeIds(text, new EncodeOptions { MatchSpecialTokens = true });
        ids[^1].ShouldBe(id);
        ids.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("""{"added_tokens_decoder": {"5": {"content": "<s>"}}}""", "added_tokens_decoder.5", "id 5 here, but 0")]
    [InlineData("""{"added_tokens_decoder": {"0": {"content": "<終>"}}}""", "added_tokens_decoder.0", "'<s>' in the tokenizer's own file")]
    [InlineData("""{"added_tokens_decoder": {"x": {"content": "<終>"}}}""", "added_tokens_decoder.x", "whole number")]
    public void Files_that_contradict_each_other_are_refused(string configuration, string where, string what)
    {
        SmallTokenizer.Write(_folder.Path, ["<s>"]);
        File.WriteAllText(_folder["tokenizer_config.json"], configuration);
        var problem = Should.Throw<InputException>(() => TokenizerLoader.Load(_folder.Path)).Problems[0];
        problem.Where.ShouldBe($"tokenizer_config.json: {where}");
        problem.What.ShouldContain(what);
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("水と火")]
    [InlineData("नमस्ते <|eot_id|>")]
    public void Llama_3s_rank_file_is_told_from_a_sentencepiece_model(string text)
    {
        RankFile(_folder["tokenizer.model"], 128_000);
        var tokenizer = TokenizerLoader.Load(_folder.Path);
        tokenizer.VocabularySize.ShouldBe(128_256);
        (tokenizer.Id("<|begin_of_text|>"), tokenizer.Id("<|eot_id|>"), tokenizer.Id("<|reserved_special_token_247|>")).ShouldBe(
            (128_000, 128_009, 128_255)
        );
        tokenizer
            .Encode(text, new EncodeOptions { AddSpecialTokens = true })
            .Ids.ShouldBe([128_000, .. Encoding.UTF8.GetBytes(text).Select(b => (int)b)]);
    }

    [Fact]
    public void Another_rank_file_under_that_name_is_refused()
    {
        RankFile(_folder["tokenizer.model"], 300);
        Should.Throw<InputException>(() => TokenizerLoader.Load(_folder.Path)).Message.ShouldContain("no known encoding");
    }

    /// <summary>Single bytes, and then pairs of bytes that no text has.</summary>
    private static void RankFile(string path, int count)
    {
        using var file = new StreamWriter(path);
        for (var rank = 0; rank < count; rank++)
        {
            byte[] token = rank < 256 ? [(byte)rank] : [0xFF, (byte)(rank >> 16), (byte)(rank >> 8), (byte)rank];
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(token)} {rank}\n"));
        }
    }

    private void Model(string name, string? configuration)
    {
        File.Copy(Path.Combine(GoldenTokenizers.Root, name, "spm.model"), _folder["tokenizer.model"]);
        if (configuration is not null)
            File.WriteAllText(_folder["tokenizer_config.json"], configuration);
    }
}
