using System.CommandLine;

namespace Clt.Host.Recipes;

/// <summary>What the verbs on recipes have in common.</summary>
/// <param name="Recipe">The script.</param>
/// <param name="Settings">Overrides as they were given: NAME=VALUE.</param>
/// <param name="Plugins">Further plugin folders.</param>
/// <param name="Runs">The folder of results.</param>
internal sealed record SessionOptions(string Recipe, IReadOnlyList<string> Settings, IReadOnlyList<string> Plugins, string Runs)
{
    /// <summary>Take what there is where a language has fewer examples than asked for.</summary>
    public bool AllowShort { get; init; }

    /// <summary>The options of a verb, and how to read them from a parsed command line.</summary>
    public static Func<ParseResult, SessionOptions> AddTo(Command verb)
    {
        var recipe = CommonOptions.Recipe();
        verb.Add(recipe);
        var read = AddOptionsTo(verb);
        return parsed => read(parsed, parsed.GetValue(recipe)!);
    }

    /// <summary>The options alone, of a verb whose argument may be a recipe.</summary>
    public static Func<ParseResult, string, SessionOptions> AddOptionsTo(Command verb)
    {
        var (set, plugins, runs) = (CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Runs());
        var allowShort = CommonOptions.AllowShort();
        verb.Add(set);
        verb.Add(plugins);
        verb.Add(runs);
        verb.Add(allowShort);
        verb.Add(CommonOptions.Device());
        return (parsed, recipe) => new SessionOptions(
            recipe, parsed.GetValue(set) ?? [], parsed.GetValue(plugins) ?? [], parsed.GetValue(runs)!)
        {
            AllowShort = parsed.GetValue(allowShort),
        };
    }

    /// <summary>The same as arguments, for a worker process.</summary>
    public IEnumerable<string> ToArguments() =>
    [
        Recipe, .. Settings.SelectMany(s => (string[])["--set", s]), .. Plugins.SelectMany(p => (string[])["--plugins", p]), "--runs", Runs,
        .. AllowShort ? (string[])["--allow-short"] : [],
    ];
}
