using System.Text.Json;
using Clt.Engine.Models.Encoders;
using Clt.Formats.Safetensors;
using Clt.Formats.Tokenization;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

public sealed class TextEmbedderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DataFact("minilm")]
    public void Golden_sentences_have_the_tokens_and_embeddings_of_the_reference()
    {
        using var scope = NewDisposeScope();
        var folder = Path.Combine(SharedFolder.Data, "minilm");
        using var file = SafetensorsFile.Open(Path.Combine(folder, "reference.safetensors"));
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "reference.json")));
        var sentences = document.RootElement.Texts("sentences");
        using var embedder = TextEmbedder.Load(folder, TinyEncoder.Families);

        var embeddings = embedder.Embed(sentences);

        embeddings.shape.ShouldBe(file["embedding"].Shape);
        embeddings.data<float>().ToArray().ShouldBe(file.Floats("embedding"), 1e-5);
        var tokenizer = TokenizerLoader.Load(folder);
        foreach (var (sentence, tokens) in sentences.Zip(document.RootElement.GetProperty("tokens").EnumerateArray()))
        {
            tokenizer
                .Encode(sentence, new EncodeOptions { AddSpecialTokens = true })
                .Tokens.ShouldBe(tokens.Texts().Where(t => t != "[PAD]"), sentence);
        }

        var cosine = embeddings.mm(embeddings.t());
        cosine.data<float>().ToArray().ShouldBe(file.Floats("cosine"), 1e-5);
    }

    [Fact]
    public void A_text_has_the_same_vector_alone_and_among_many()
    {
        using var scope = NewDisposeScope();
        using var embedder = TextEmbedder.Load(Folder(), TinyEncoder.Families);
        string[] texts =
        [
            .. Enumerable.Range(0, 600).Select(i => string.Join(' ', Enumerable.Repeat(i % 2 == 0 ? "a b" : "b", 1 + i % 9))),
        ];

        var all = embedder.Embed(texts);

        foreach (var i in new[] { 0, 1, 299, 599 })
            (embedder.Embed([texts[i]]) - all.narrow(0, i, 1)).abs().max().item<float>().ShouldBeLessThan(1e-5f);
        ((double)all.square().sum(1).min().item<float>()).ShouldBe(1, 1e-5);
    }

    [Fact]
    public void The_files_of_sentence_transformers_decide()
    {
        using var scope = NewDisposeScope();
        var folder = Folder();
        Directory.CreateDirectory(Path.Combine(folder, "1_Pooling"));
        File.WriteAllText(
            Path.Combine(folder, "1_Pooling/config.json"),
            """{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}"""
        );
        File.WriteAllText(
            Path.Combine(folder, "modules.json"),
            """[{"type": "sentence_transformers.models.Transformer"}, {"type": "sentence_transformers.models.Pooling"}]"""
        );
        File.WriteAllText(Path.Combine(folder, "sentence_bert_config.json"), """{"max_seq_length": 5}""");
        using var embedder = TextEmbedder.Load(folder, TinyEncoder.Families);
        using var plain = new TextEmbedder(embedder.Model, TokenizerLoader.Load(folder));

        (embedder.Pooling, embedder.Normalize, embedder.MaxTokens).ShouldBe((PoolingMode.First, false, 5));
        var vector = embedder.Embed(["a b"]);
        Math.Abs(vector.norm().item<float>() - 1).ShouldBeGreaterThan(0.01f);
        (vector - plain.Embed(["a b"])).abs().max().item<float>().ShouldBeGreaterThan(0.01f);
    }

    [Fact]
    public void Texts_that_are_too_long_are_all_named_or_cut()
    {
        using var scope = NewDisposeScope();
        var folder = Folder();
        using var embedder = TextEmbedder.Load(folder, TinyEncoder.Families);
        var far = string.Join(' ', Enumerable.Repeat("a", TinyEncoder.Context));
        var fault = Should.Throw<InputException>(() => embedder.Embed([far, "a", far]));
        fault.Problems.Select(p => p.Where).ShouldBe(["text 0", "text 2"]);
        fault.Problems[0].What.ShouldContain($"{TinyEncoder.Context + 2} tokens, at most {TinyEncoder.Context}");
        Should.Throw<InputException>(() => embedder.Embed([])).Message.ShouldContain("no text");

        using var cutting = new TextEmbedder(embedder.Model, TokenizerLoader.Load(folder)) { Truncate = true };
        cutting.Embed([far, "a"]).shape.ShouldBe([2L, 32]);
    }

    [Theory]
    [InlineData("1_Pooling/config.json", """{"pooling_mode_max_tokens": true}""", "pooling_mode_max_tokens")]
    [InlineData("1_Pooling/config.json", "{}", "pooling is none")]
    [InlineData("modules.json", """[{"type": "sentence_transformers.models.Dense"}]""", "layer Dense")]
    [InlineData("modules.json", """[{"path": "x"}]""", "broken")]
    [InlineData("sentence_bert_config.json", """{"max_seq_length": 0}""", "'max_seq_length' is 0")]
    [InlineData("sentence_bert_config.json", "{", "broken")]
    public void What_the_files_ask_for_and_is_not_supported_is_named(string name, string text, string named)
    {
        var folder = Folder();
        Directory.CreateDirectory(Path.Combine(folder, "1_Pooling"));
        File.WriteAllText(Path.Combine(folder, name), text);
        Should.Throw<InputException>(() => TextEmbedder.Load(folder, TinyEncoder.Families)).Message.ShouldContain(named);
    }

    [Fact]
    public void A_tokenizer_of_another_model_is_an_input_error()
    {
        var folder = Folder();
        File.AppendAllLines(_folder["m/vocab.txt"], Enumerable.Range(0, 64).Select(i => $"w{i}"));
        using var embedder = TextEmbedder.Load(folder, TinyEncoder.Families);
        Should.Throw<InputException>(() => embedder.Embed(["a w63"])).Message.ShouldContain("vocabulary ends at 63");
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_an_input_error()
    {
        using (var model = TinyEncoder.Create(TinyEncoder.Config()))
            model.Save(_folder["bare"]);
        Should.Throw<InputException>(() => TextEmbedder.Load(_folder["bare"], TinyEncoder.Families)).Message.ShouldContain("tokenizer");
    }

    /// <summary>A tiny encoder with a WordPiece tokenizer of a few words.</summary>
    private string Folder()
    {
        using (var model = TinyEncoder.Create(TinyEncoder.Config()))
            model.Save(_folder["m"]);
        File.WriteAllLines(_folder["m/vocab.txt"], ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b"]);
        File.WriteAllText(
            _folder["m/tokenizer_config.json"],
            """
            {"tokenizer_class": "BertTokenizer", "do_lower_case": true, "cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]",
             "mask_token": "[MASK]", "unk_token": "[UNK]"}
            """
        );
        return _folder["m"];
    }
}
