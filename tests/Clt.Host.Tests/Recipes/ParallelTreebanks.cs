using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Formats.Tokenization;
using Clt.Plugins.Catalog;

namespace Clt.Host.Tests.Recipes;

/// <summary>Made-up parallel treebanks and names of three words a sentence, and a tiny random encoder that reads them.</summary>
internal sealed class ParallelTreebanks(string folder)
{
    private const string XlmRoberta = """
        { "architectures": ["XLMRobertaForMaskedLM"], "model_type": "xlm-roberta", "hidden_size": 16, "num_attention_heads": 2,
          "intermediate_size": 32, "num_hidden_layers": 2, "vocab_size": 300, "max_position_embeddings": 66, "type_vocab_size": 1,
          "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "initializer_range": 0.1, "hidden_dropout_prob": 0.0 }
        """;

    /// <summary>Names, verbs and nouns of each language, as many of each.</summary>
    private static readonly Dictionary<string, string[][]> Words = new()
    {
        ["en"] =
        [
            ["Ann", "Bob"],
            ["sees", "hears"],
            ["rain", "birds"],
        ],
        ["de"] =
        [
            ["Anna", "Uwe"],
            ["sieht", "hört"],
            ["Regen", "Vögel"],
        ],
        ["ru"] =
        [
            ["Анна", "Боб"],
            ["видит", "слышит"],
            ["дождь", "птиц"],
        ],
    };

    /// <summary>Writes the treebanks and the names; translations have one identifier.</summary>
    public void Write(int sentences)
    {
        foreach (var (language, words) in Words)
        {
            var (trees, names) = (new List<string>(), new List<string>());
            foreach (var i in Enumerable.Range(0, sentences))
            {
                var (who, does, what) = (words[0][i % 2], words[1][i / 2 % 2], words[2][i / 4 % 2]);
                string[] head = [$"# sent_id = n{i}", $"# text = {who} {does} {what}"];
                trees.AddRange([
                    .. head,
                    $"1\t{who}\t_\tPROPN\t_\tCase=Nom\t2\tnsubj\t_\t_",
                    $"2\t{does}\t_\tVERB\t_\t_\t0\troot\t_\t_",
                    $"3\t{what}\t_\tNOUN\t_\tNumber=Sing\t2\tobj\t_\t_",
                    "",
                ]);
                names.AddRange([.. head, $"1\t{who}\tB-PER", $"2\t{does}\tO", $"3\t{what}\tO", ""]);
            }

            File.WriteAllLines(Path.Combine(folder, $"{language}_pud-ud-test.conllu"), trees);
            File.WriteAllLines(Path.Combine(folder, $"{language}_pud-ud-test.iob2"), names);
        }
    }

    /// <summary>A random encoder of two layers with a tokenizer of the sentences.</summary>
    /// <param name="mask">Whether the tokenizer names a token that stands for hidden ones.</param>
    public string Encoder(bool mask = false)
    {
        var path = Path.Combine(folder, "encoder");
        var families = new ModelFamilies(PluginHost.Load([]).All<IModelFamily>());
        using (var model = EncoderModel.Create((EncoderConfig)families.Read(XlmRoberta, "test"), 1))
            model.Save(path);
        var settings = new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>", Mask: mask ? "<mask>" : null) };
        string[] special = ["<s>", "<pad>", "</s>", .. mask ? ["<mask>"] : Array.Empty<string>()];
        BpeTrainer.Train(Words.Values.SelectMany(w => w).SelectMany(w => w), 300, special, settings).Save(path);
        return path;
    }
}
