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

    /// <summary>Keep results of cells that differ in their code alone.</summary>
    public bool AcceptOlderCode { get; init; }

    /// <summary>The options of a verb, and how to read them from a parsed command line.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="results">Whether it works on stored results, so that those of older code may be kept.</param>
    public static Func<ParseResult, SessionOptions> AddTo(Command verb, bool results = false)
    {
        var recipe = CommonOptions.Recipe();
        verb.Add(recipe);
        var read = AddOptionsTo(verb, results);
        return parsed => read(parsed, parsed.GetValue(recipe)!);
    }

    /// <summary>The options alone, of a verb whose argument may be a recipe.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="results">As for <see cref="AddTo"/>.</param>
    public static Func<ParseResult, string, SessionOptions> AddOptionsTo(Command verb, bool results = false)
    {
        var older = CommonOptions.AcceptOlderCode();
        if (results)
            verb.Add(older);
        var (set, plugins, runs) = (CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Runs());
        var allowShort = CommonOptions.AllowShort();
        verb.Add(set);
        verb.Add(plugins);
        verb.Add(runs);
        verb.Add(allowShort);
        verb.Add(CommonOptions.Device());
        return (parsed, recipe) =>
            new SessionOptions(
                recipe,
                parsed.GetValue(set) ?? [],
                NamedPlugins.All(parsed.GetValue(plugins), recipe),
                parsed.GetValue(runs)!
            )
            {
                AllowShort = parsed.GetValue(allowShort),
                AcceptOlderCode = results && parsed.GetValue(older),
            };
    }

    /// <summary>The same as arguments, for a worker process.</summary>
    public IEnumerable<string> ToArguments() =>
        [
            Recipe,
            .. Settings.SelectMany(s => (string[])["--set", s]),
            .. Plugins.SelectMany(p => (string[])["--plugins", p]),
            "--runs",
            Runs,
            .. AllowShort ? (string[])["--allow-short"] : [],
        ];
}
