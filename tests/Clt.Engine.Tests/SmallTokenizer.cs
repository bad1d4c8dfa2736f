using System.Text.Json.Nodes;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests;

/// <summary>Byte-level tokenizers with special tokens of one's choice, as a folder would hold them; text is a token a byte.</summary>
internal static class SmallTokenizer
{
    /// <summary>The first ids are the special tokens', in their order.</summary>
    public static HubTokenizer With(IReadOnlyList<string> special, string? configuration = null) =>
        TokenizerLoader.FromJson(
            System.Text.Encoding.UTF8.GetBytes(Json(special).ToJsonString()),
            configuration is null ? null : System.Text.Encoding.UTF8.GetBytes(configuration)
        );

    /// <summary>Writes tokenizer.json alone.</summary>
    public static void Write(string folder, IReadOnlyList<string> special) =>
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Json(special).ToJsonString());

    /// <summary>The content of tokenizer.json, to be changed.</summary>
    public static JsonObject Json(IReadOnlyList<string> special)
    {
        var folder = Directory.CreateTempSubdirectory("clt-test-").FullName;
        try
        {
            BpeTrainer.Train([], 256 + special.Count, special).Save(folder);
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "tokenizer.json")))!.AsObject();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A post-processor that puts tokens before and after a text.</summary>
    public static JsonObject Template(IReadOnlyList<string> special, string[] before, string[] after)
    {
        JsonObject Token(string token) =>
            new()
            {
                ["SpecialToken"] = new JsonObject { ["id"] = token, ["type_id"] = 0 },
            };
        JsonArray Around(params string[] sequences)
        {
            var pieces = new JsonArray();
            foreach (var sequence in sequences)
            {
                foreach (var token in before)
                    pieces.Add(Token(token));
                pieces.Add(
                    new JsonObject
                    {
                        ["Sequence"] = new JsonObject { ["id"] = sequence, ["type_id"] = 0 },
                    }
                );
                foreach (var token in after)
                    pieces.Add(Token(token));
            }

            return pieces;
        }

        var entries = before
            .Concat(after)
            .Distinct()
            .Select(t =>
                KeyValuePair.Create(
                    t,
                    (JsonNode?)
                        new JsonObject
                        {
                            ["id"] = t,
                            ["ids"] = new JsonArray(special.ToList().IndexOf(t)),
                            ["tokens"] = new JsonArray(t),
                        }
                )
            );
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = Around("A"),
            ["pair"] = Around("A", "B"),
            ["special_tokens"] = new JsonObject(entries),
        };
    }
}
