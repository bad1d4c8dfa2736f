using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// mCoT-MATH (Lai and Nissim 2024) as it is published: one file of 6.3 million lines with <c>question</c>, <c>answer</c> and
/// <c>lang-id</c>.
/// </summary>
/// <remarks>
/// <c>lang-id</c> is a tag and a problem's number, <c>sw-17</c>; a number is the same problem in every language. 80 % of the numbers are
/// for training, 5 % for validation, 15 % for the test. The file (11.6 GB) is read line by line, and hashed whole.
/// </remarks>
internal sealed class McotMath(string path, string languages, Seed seed) : ISource
{
    private readonly HashSplit _split = new(seed.Stream("mcot/split"), Validation: 0.05, Test: 0.15);
    private readonly string _path = Path.GetFullPath(path);
    private readonly Dictionary<Language, string> _tags = languages
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Distinct()
        .ToDictionary(Language.Parse);

    public SourceInfo Info { get; } =
        new(
            "mcot",
            "mathematical problems and their solutions in steps, in eleven languages",
            [.. languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse).Distinct()],
            new Dictionary<string, string> { ["seed"] = $"{seed.Value}" }
        );

    public string Fingerprint(SourceContext context)
    {
        using var stream = Open(File.OpenRead);
        return $"mcot-1 {Convert.ToHexStringLower(SHA256.HashData(stream))}";
    }

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_tags.TryGetValue(request.Language, out var tag))
            yield break;
        using var reader = Open(File.OpenText);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            // Most lines are of other languages: only those that may be wanted are parsed.
            if (!text.Contains($"\"{tag}-", StringComparison.Ordinal))
                continue;
            var (id, question, answer) = Row(text, $"{_path}:{line}");
            if (Number(id, tag) is not { } number || _split.Of(number) != request.Split)
                continue;
            yield return new Record(
                number,
                request.Language,
                new Dictionary<string, string> { ["question"] = question, ["solution"] = answer }
            );
        }
    }

    private static string? Number(string id, string tag) =>
        id.StartsWith(tag + '-', StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(tag.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? id[(tag.Length + 1)..]
            : null;

    private static (string Id, string Question, string Answer) Row(string text, string where)
    {
        try
        {
            using var row = JsonDocument.Parse(text);
            string Field(string name) => row.RootElement.GetProperty(name).GetString()!;
            return (Field("lang-id"), Field("question"), Field("answer"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException(
                "the line is no record of mCoT-MATH (lang-id, question, answer)",
                where,
                "Give its own file with an object a line, or a file a language: \"mcot/{language}.jsonl\".",
                e
            );
        }
    }

    private T Open<T>(Func<string, T> open)
    {
        try
        {
            return open(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the file cannot be read ({e.Message})",
                _path,
                "Give mCoT-MATH's file; it is relative to the folder clt runs in.",
                e
            );
        }
    }
}
