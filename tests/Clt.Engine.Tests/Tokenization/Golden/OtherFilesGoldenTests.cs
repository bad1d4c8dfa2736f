using System.Text.Json;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Tokenization.Golden;

/// <summary>
/// Where a folder holds a tokenizer in two formats, both give the same ids (as far as the references agree with each other).
/// </summary>
public class OtherFilesGoldenTests
{
    public static TheoryData<string> Vocabularies() => Files("vocab.txt");

    public static TheoryData<string> SentencePieces() => Files("spiece.model");

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Vocabularies))]
    public void A_vocabulary_file_gives_the_ids_of_the_json(string name)
    {
        var tokenizer = TokenizerLoader.Load(Path.Combine(GoldenTokenizers.Root, name, "vocab.txt"));
        foreach (var row in GoldenTokenizers.Rows(name, "encodings.jsonl"))
        {
            var options = new EncodeOptions { MatchSpecialTokens = true, AddSpecialTokens = true };
            tokenizer.Encode(row.GetProperty("text").GetString()!, options).Ids.ShouldBe(GoldenTokenizers.Ints(row, "ids_special"));
        }
    }

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(SentencePieces))]
    public void A_sentencepiece_model_gives_the_ids_of_the_json(string name)
    {
        var tokenizer = TokenizerLoader.Load(Path.Combine(GoldenTokenizers.Root, name, "spiece.model"));
        var special = GoldenTokenizers.Load(name).AddedTokens.Where(t => t.Special).Select(t => t.Id).ToHashSet();
        var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenTokenizers.Root, "manifest.json"))).RootElement;
        var differ = GoldenTokenizers.Strings(
            manifest.GetProperty("tokenizers").GetProperty(name),
            "rows_without_unk_that_differ_from_sentencepiece"
        );
        var compared = 0;
        foreach (var row in GoldenTokenizers.Rows(name, "encodings.jsonl"))
        {
            var ids = GoldenTokenizers.Ints(row, "ids");
            if (ids.Exists(special.Contains) || differ.Contains(row.GetProperty("id").GetString()!))
                continue;
            tokenizer.EncodeIds(row.GetProperty("text").GetString()!).ShouldBe(ids, row.GetProperty("id").GetString());
            compared++;
        }

        compared.ShouldBeGreaterThan(50);
    }

    private static TheoryData<string> Files(string file) =>
        new(GoldenTokenizers.Local().Where(name => File.Exists(Path.Combine(GoldenTokenizers.Root, name, file))));
}
