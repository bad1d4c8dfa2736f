using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>
/// A long description and its synopsis in one line, in the same language. The line break between them is all the template, in every
/// language.
/// </summary>
internal sealed class Synopsis : ITask
{
    private readonly int _characters;

    public Synopsis(ISource source, int characters)
    {
        if (characters < 20)
            throw new InputException($"characters is {characters}", "task synopsis", "Keep at least 20 characters of the description.");
        (Source, _characters) = (source, characters);
        Info = new TaskInfo(
            "synopsis",
            "write the one-line synopsis of a description",
            new Dictionary<string, string> { ["characters"] = $"{characters}" },
            Scoring.Generate,
            ["rouge-l"],
            MaxNewTokens: 64
        );
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record) =>
        Example.PromptCompletion(
            record.ItemId,
            record.Language,
            Info.Name,
            $"{Cut(record["description"], record.Language)}\n",
            record["synopsis"]
        );

    /// <summary>The first characters as one line, cut between words where the script has spaces, never within a surrogate pair.</summary>
    private string Cut(string text, Language language)
    {
        var line = text.ReplaceLineEndings(language.IsUnsegmented ? "" : " ");
        if (line.Length <= _characters)
            return line;
        var end = char.IsLowSurrogate(line[_characters]) ? _characters - 1 : _characters;
        var space = line.LastIndexOf(' ', end);
        if (!language.IsUnsegmented && space > _characters / 2)
            end = space;
        return line[..end] + " …";
    }
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class SynopsisRecipes
{
    /// <summary>Writing the one-line synopsis of a long description, scored by <c>rouge-l</c>.</summary>
    /// <param name="on">Records with the fields <c>description</c> and <c>synopsis</c>, such as <c>DebianDescriptions()</c>.</param>
    /// <param name="characters">How much of the description the prompt shows, in UTF-16 units (at least 20).</param>
    [Description("description and synopsis, one line each")]
    public static ITask Synopsis(ISource on, int characters = 400) => new Synopsis(on, characters);
}
