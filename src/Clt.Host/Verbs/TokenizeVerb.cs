using System.CommandLine;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Tokenization;
using Clt.Host.Output;

namespace Clt.Host.Verbs;

/// <summary><c>clt tokenize</c>: what a tokenizer makes of a text, and by which rules of which files.</summary>
internal static class TokenizeVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A model's folder, or a tokenizer's file." };
        var texts = new Argument<string[]>("text")
        {
            Description = "Texts; with --template the turns of a conversation, the user's first.",
        };
        var template = new Option<bool>("--template") { Description = "Writes the texts as turns in the model's chat template." };
        var match = new Option<bool>("--match-special")
        {
            Description = "Text that spells a special token is that token, as in the tokenizers library; without it, it stays text.",
        };
        var json = CommonOptions.Json();
        var verb = new Command(
            "tokenize",
            """
            Shows the tokens of texts: ids, pieces, places in the text (UTF-16 units), special or not; what frames a text; and which file
            says so.
            Without a text, the rules alone.

            Examples:
              clt tokenize models/Qwen3-0.6B "こんにちは、世界"
              clt tokenize models/Qwen3-0.6B --template "2 + 3 = ?" "5" "Why?"
              clt tokenize models/xlm-roberta-base "Ein Text." "Noch einer." --json
            """
        )
        {
            folder,
            texts,
            template,
            match,
            json,
        };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(folder)!;
            var tokenizer = TokenizerLoader.Load(path);
            var given = parsed.GetValue(texts) ?? [];
            var shown = parsed.GetValue(template)
                ? [ShownTokens.Conversation(ModelChat.Load(FolderOf(path), tokenizer), given)]
                : given.Select(t => ShownTokens.Of(tokenizer, t, parsed.GetValue(match))).ToList();
            if (parsed.GetValue(json))
                JsonText.Print(new { tokenizer = TokenizerRules.Json(tokenizer), texts = shown.Select(s => s.Json()) });
            else
                Print(tokenizer, shown);
            return ExitCode.Done;
        });
        return verb;
    }

    private static string FolderOf(string path) => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static void Print(HubTokenizer tokenizer, IReadOnlyList<ShownTokens> texts)
    {
        foreach (var text in texts)
        {
            text.Print();
            Console.Out.WriteLine();
        }

        TokenizerRules.Print(tokenizer);
    }
}
