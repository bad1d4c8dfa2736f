using System.Text.Json;
using Clt.Engine.Models;
using Clt.Formats.Tokenization;
using Clt.Plugins.Catalog;

namespace Clt.Host.Tests.Recipes;

/// <summary>The Guide's data in their own layouts, a few records of each, and tiny random models of its families.</summary>
internal sealed class GuideFixtures(string folder)
{
    public const int Train = 60;
    public const int Test = 3;
    private const string Llama = """
        { "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1,
          "num_attention_heads": 2, "num_key_value_heads": 1, "vocab_size": 300, "max_position_embeddings": 4096, "rms_norm_eps": 1e-05,
          "rope_theta": 500000.0, "hidden_act": "silu", "tie_word_embeddings": false, "bos_token_id": 0, "eos_token_id": 1 }
        """;

    private const string Cohere = """
        { "architectures": ["CohereForCausalLM"], "model_type": "cohere", "hidden_size": 16, "intermediate_size": 32,
        "num_hidden_layers": 1,
          "num_attention_heads": 2, "num_key_value_heads": 2, "vocab_size": 300, "max_position_embeddings": 4096, "layer_norm_eps": 1e-05,
          "rope_theta": 10000, "hidden_act": "silu", "tie_word_embeddings": true, "logit_scale": 0.0625, "bos_token_id": 0,
          "eos_token_id": 1 }
        """;

    private static readonly (string Tag, string Name, string Iso, string Script)[] Languages =
    [
        ("en", "english", "eng", "Latn"),
        ("es", "spanish", "spa", "Latn"),
        ("fr", "french", "fra", "Latn"),
        ("ja", "japanese", "jpn", "Jpan"),
        ("zh", "chinese_simplified", "zho", "Hans"),
        ("ar", "arabic", "arb", "Arab"),
        ("ko", "korean", "kor", "Kore"),
        ("pt", "portuguese", "por", "Latn"),
    ];

    /// <summary>Settings of the recipes that name the data.</summary>
    public IEnumerable<string> Settings =>
        [
            $"mcot={folder}/mcot/{{language}}.jsonl",
            $"mgsm={folder}/mgsm",
            $"translations={folder}/translations",
            $"xlsum={folder}/xlsum",
            $"sharegpt={folder}/sharegpt/{{language}}.jsonl",
            $"dolly={folder}/dolly.jsonl",
        ];

    /// <summary>A random model of a family with a tokenizer of its own.</summary>
    public string Model(string family)
    {
        var path = Path.Combine(folder, family);
        var config = new ModelFamilies(PluginHost.Load([]).All<IModelFamily>()).Read(family == "cohere" ? Cohere : Llama, "test");
        using (var model = LanguageModel.Create(config, 1))
            model.Save(path);
        BpeTrainer.Train(Enumerable.Range(0, 50).Select(i => $"Text {i} and {i + 1}."), 300, ["<s>", "</s>"]).Save(path);
        return path;
    }

    public void Write()
    {
        foreach (var (tag, name, _, _) in Languages)
        {
            var solved = Enumerable.Range(0, Train).Select(i => new { question = $"{tag}: {i} + 1?", answer = $"{i} + 1 = {i + 1}" });
            if (tag is not ("ar" or "ko" or "pt"))
            {
                Lines($"mcot/{tag}.jsonl", solved);
                Lines(
                    $"sharegpt/{tag}.jsonl",
                    Enumerable
                        .Range(0, Train)
                        .Select(i => new
                        {
                            id = $"{tag}-{i}",
                            conversations = new[]
                            {
                                new { from = "human", value = $"{tag} ask {i}" },
                                new { from = "gpt", value = $"say {i}" },
                            },
                        })
                );
            }

            var problems = Enumerable.Range(0, Test).Select(i => $"{tag}: {i} + 5?\t{i + 5}");
            Text(tag is "ar" or "ko" or "pt" ? $"translations/mgsm_{tag}.tsv" : $"mgsm/mgsm_{tag}.tsv", string.Join('\n', problems));
            foreach (var (split, count) in new[] { ("train", Train), ("val", 5), ("test", Test) })
            {
                Lines(
                    $"xlsum/{name}_{split}.jsonl",
                    Enumerable
                        .Range(0, count)
                        .Select(i => new
                        {
                            id = $"{name}-{split}-{i}",
                            url = "",
                            title = $"{tag} {i}",
                            summary = $"sum {i}",
                            text = $"{tag} {split} news {i}",
                        })
                );
            }
        }

        Lines(
            "dolly.jsonl",
            Languages.SelectMany(l =>
                Enumerable
                    .Range(0, Test)
                    .Select(i => new
                    {
                        id = i,
                        source_id = i,
                        inputs = $"{l.Tag} do {i}",
                        targets = $"done {i}",
                        language = l.Iso,
                        script = l.Script,
                    })
            )
        );
        var exemplars = Enumerable
            .Range(1, 8)
            .ToDictionary(i => $"{i}", i => new { q = $"Question: {i} + 2?", a = $"Step-by-Step Answer: {i + 2}." });
        Text("mgsm/exemplars.json", JsonSerializer.Serialize(new { MGSM_EXEMPLARS = new { en = exemplars } }));
    }

    private void Lines<T>(string name, IEnumerable<T> records) =>
        Text(name, string.Join('\n', records.Select(r => JsonSerializer.Serialize(r))));

    private void Text(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
