using System.Text.Json;

namespace Clt.Formats.ChatTemplates;

/// <summary>
/// The chat template in a model folder: <c>chat_template.jinja</c>, else <c>chat_template</c> in <c>tokenizer_config.json</c>.
/// </summary>
public static class ChatTemplateFile
{
    /// <summary>The template's text; of several named ones the one named <c>default</c>. Null where the folder has none.</summary>
    /// <exception cref="InputException">A file is damaged.</exception>
    public static string? Read(string folder)
    {
        var own = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(own))
            return File.ReadAllText(own);
        var path = Path.Combine(folder, "tokenizer_config.json");
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            if (
                document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("chat_template", out var template)
            )
                return null;
            return template.ValueKind == JsonValueKind.Array ? Named(template) : template.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InputException($"the chat template in it cannot be read: {e.Message}", path, "Mend or fetch the file again.", e);
        }
    }

    /// <summary>The template, ready for use, or null where the folder has none.</summary>
    /// <exception cref="InputException">A file is damaged, or the template is not understood.</exception>
    public static ChatTemplate? Load(string folder) =>
        Read(folder) is { } text ? ChatTemplate.Parse(text, Path.Combine(folder, "chat template")) : null;

    private static string? Named(JsonElement templates) =>
        templates.EnumerateArray().FirstOrDefault(t => t.GetProperty("name").GetString() == "default")
            is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("template").GetString()
            : null;
}
