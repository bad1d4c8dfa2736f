using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Lexicons.Style;

/// <summary>Lexical informality of a language: for each rule of words what stands in place of what (<c>informal.txt</c>).</summary>
internal sealed class InformalWords
{
    private const string Resource = "informal.txt";
    private static readonly Lazy<Dictionary<Language, Dictionary<string, InformalWords>>> All = new(Read);

    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<Regex> _pattern;

    private InformalWords() => _pattern = new Lazy<Regex>(Pattern);

    /// <summary>Languages that have lists.</summary>
    public static IReadOnlyCollection<Language> Languages => All.Value.Keys;

    /// <summary>Names of the rules that have lists.</summary>
    public static IReadOnlyCollection<string> Rules { get; } = ["contractions", "elisions", "slang", "numerals"];

    /// <summary>What may stand before a text.</summary>
    public List<string> Before { get; } = [];

    /// <summary>What may stand behind a text.</summary>
    public List<string> Behind { get; } = [];

    /// <summary>The list of a rule.</summary>
    public static InformalWords Of(Language language, string rule) => All.Value[language][rule];

    /// <summary>The text with each of the words replaced with a probability; a capital at its beginning stays.</summary>
    public string Replace(string text, double rate, Rng random) =>
        _pattern.Value.Replace(text, m => random.NextDouble() < rate ? Cased(_words[m.Value], m.Value) : m.Value);

    private static string Cased(string word, string like) => char.IsUpper(like[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    /// <summary>Whole words, the longest first.</summary>
    private Regex Pattern()
    {
        const string Letter = @"[\p{L}\p{M}\p{N}'’-]";
        var words = _words.Keys.OrderByDescending(w => w.Length).Select(Regex.Escape);
        return new Regex(
            $"(?<!{Letter})(?:{string.Join('|', words)})(?!{Letter})",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );
    }

    private void Add(string entry)
    {
        var (formal, informal) = entry.Split('=', 2) is [var f, var i] ? (f, i) : throw new InvalidOperationException(entry);
        if (formal == "^")
            Before.Add(informal);
        else if (formal == "$")
            Behind.Add(informal);
        else
            _words.Add(formal, informal);
    }

    private static Dictionary<Language, Dictionary<string, InformalWords>> Read()
    {
        var read = new Dictionary<Language, Dictionary<string, InformalWords>>();
        using var reader = new StreamReader(typeof(InformalWords).Assembly.GetManifestResourceStream(Resource)!);
        Dictionary<string, InformalWords> rules = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
            {
                read.Add(Language.Parse(line.Trim('[', ']')), rules = new(StringComparer.Ordinal));
                continue;
            }

            var (rule, entries) = line.Split(' ', 2) is [var r, var e] ? (r, e) : throw new InvalidOperationException(line);
            if (!rules.TryGetValue(rule, out var words))
                rules.Add(rule, words = new InformalWords());
            foreach (var entry in entries.Split('|'))
                words.Add(entry);
        }

        return read;
    }
}
