using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Field;

/// <summary>Roles come name by name from the configuration, the map of special tokens, and names in use.</summary>
public sealed class FieldRoleTests : IDisposable
{
    private static readonly string[] Special = ["<s>", "</s>", "<pad>", "<unk>", "<mask>", "终"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{}", null, "<s> </s> <pad> <unk> <mask>")]
    [InlineData("{\"model_max_length\": 512}", "{\"eos_token\": \"终\"}", "<s> 终 <pad> <unk> <mask>")]
    [InlineData("{\"eos_token\": \"<pad>\"}", "{\"eos_token\": \"终\", \"pad_token\": {\"content\": \"终\"}}", "<s> <pad> 终 <unk> <mask>")]
    [InlineData("{\"bos_token\": null, \"mask_token\": null}", "{\"mask_token\": \"终\"}", "- </s> <pad> <unk> 终")]
    [InlineData(null, "{\"bos_token\": \"终\"}", "终 </s> <pad> <unk> <mask>")]
    public void Each_name_falls_back_by_itself(string? configuration, string? map, string roles)
    {
        var tokenizer = Load(configuration, map);
        int?[] ids = [tokenizer.BeginId, tokenizer.EndId, tokenizer.PadId, tokenizer.UnknownId, tokenizer.MaskId];
        string.Join(' ', ids.Select(id => id is { } known ? tokenizer.Piece(known) : "-")).ShouldBe(roles);
    }

    [Theory]
    [InlineData("{\"eos_token\": \"<|no|>\"}", null, "tokenizer_config.json: eos_token")]
    [InlineData("{}", "{\"pad_token\": {\"content\": \"無\"}}", "special_tokens_map.json: pad_token")]
    [InlineData("{\"additional_special_tokens\": [\"<s>\", \"<x>\"]}", null, "tokenizer_config.json: additional_special_tokens[1]")]
    public void A_token_that_the_vocabulary_lacks_is_an_error(string configuration, string? map, string where) =>
        Should.Throw<InputException>(() => Load(configuration, map)).Problems[0].Where.ShouldBe(where);

    [Fact]
    public void All_that_are_missing_are_listed() =>
        Should
            .Throw<InputException>(() => Load("{\"bos_token\": \"<a>\", \"eos_token\": \"<b>\", \"unk_token\": \"<c>\"}", null))
            .Problems.Count.ShouldBe(3);

    [Fact]
    public void A_role_makes_a_piece_of_the_vocabulary_special()
    {
        var json = SmallTokenizer.Json([]);
        json["model"]!["vocab"]!["<終>"] = 256;
        File.WriteAllText(_folder["tokenizer.json"], json.ToJsonString());
        File.WriteAllText(_folder["tokenizer_config.json"], "{\"eos_token\": \"<終>\"}");
        var tokenizer = TokenizerLoader.Load(_folder.Path);
        tokenizer.EndId.ShouldBe(256);
        tokenizer.EncodeIds("<終>", new EncodeOptions { MatchSpecialTokens = true }).ShouldBe([256]);
        tokenizer.EncodeIds("<終>").ShouldNotContain(256);
    }

    [Fact]
    public void What_was_read_is_written_again()
    {
        var tokenizer = Load("{\"eos_token\": \"<pad>\"}", "{\"mask_token\": \"终\"}");
        tokenizer.Save(_folder["copy"]);
        var copy = TokenizerLoader.Load(_folder["copy"]);
        copy.NamedTokens.ShouldBe(tokenizer.NamedTokens);
        copy.Fingerprint.ShouldBe(tokenizer.Fingerprint);
    }

    private HubTokenizer Load(string? configuration, string? map)
    {
        SmallTokenizer.Write(_folder.Path, Special);
        if (configuration is not null)
            File.WriteAllText(_folder["tokenizer_config.json"], configuration);
        if (map is not null)
            File.WriteAllText(_folder["special_tokens_map.json"], map);
        return TokenizerLoader.Load(_folder.Path);
    }
}
