using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>Every answer that a judge ever gave, a file an answer, under the hash of who was asked what.</summary>
internal sealed class AnswerStore(string cacheFolder, string judge)
{
    private sealed record Stored(string Judge, string Prompt, string Text, int PromptTokens, int AnswerTokens);

    /// <summary>The answer to a prompt, or null. A damaged file counts as none.</summary>
    public TextAnswer? Find(string prompt)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllBytes(FileOf(prompt)));
            return stored is { Text: not null } && stored.Prompt == prompt
                ? new(stored.Text, stored.PromptTokens, stored.AnswerTokens)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps an answer; it is there whole or not at all.</summary>
    public void Keep(string prompt, TextAnswer answer)
    {
        var file = FileOf(prompt);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        File.WriteAllBytes(
            temporary,
            JsonSerializer.SerializeToUtf8Bytes(new Stored(judge, prompt, answer.Text, answer.PromptTokens, answer.AnswerTokens))
        );
        File.Move(temporary, file, overwrite: true);
    }

    private string FileOf(string prompt)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{judge}\n{prompt}")));
        return Path.Combine(cacheFolder, "judge", key[..2], key + ".json");
    }
}
