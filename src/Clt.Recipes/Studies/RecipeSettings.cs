using System.Globalization;
using Clt.Results.Store;

namespace Clt.Recipes.Studies;

/// <summary>The settings that a recipe declares with <c>Setting(…)</c>, and the <c>--set name=value</c> that change them.</summary>
/// <remarks>
/// The host opens a scope before it runs the recipe's body and closes it with <see cref="Finish"/>. Without a scope nothing is overridden.
/// </remarks>
public sealed class RecipeSettings : IDisposable
{
    private static readonly AsyncLocal<RecipeSettings?> Ambient = new();
    private readonly IReadOnlyDictionary<string, string> _overrides;
    private readonly List<SettingRow> _declared = [];
    private readonly List<Problem> _problems = [];
    private readonly RecipeSettings? _outer;

    private RecipeSettings(IReadOnlyDictionary<string, string> overrides, RecipeSettings? outer) =>
        (_overrides, _outer) = (overrides, outer);

    /// <summary>The scope that the running recipe is in, or a new one without overrides.</summary>
    public static RecipeSettings Current => Ambient.Value ??= new RecipeSettings(new Dictionary<string, string>(), null);

    /// <summary>The settings declared so far: name, value and where it came from.</summary>
    public IReadOnlyList<SettingRow> Declared => [.. _declared];

    /// <summary>Opens a scope for one run of a recipe's body.</summary>
    public static RecipeSettings Use(IReadOnlyDictionary<string, string> overrides) =>
        Ambient.Value = new RecipeSettings(overrides, Ambient.Value);

    /// <summary>Reads <c>name=value</c> arguments; a later one wins.</summary>
    /// <exception cref="InputException">An argument has no <c>=</c>.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> arguments)
    {
        var parsed = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var argument in arguments)
        {
            var at = argument.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                parsed[argument[..at].Trim()] = argument[(at + 1)..].Trim();
            else
                problems.Add(new Problem($"'{argument}' is not name=value", "--set", "Write --set scale=small."));
        }

        return problems.Count == 0 ? parsed : throw new InputException(problems);
    }

    /// <summary>Declares a setting and gives its value; a wrong override is kept as a problem for <see cref="Finish"/>.</summary>
    public T Declare<T>(string name, T value, IReadOnlyList<T> choices)
        where T : notnull
    {
        var given = _overrides.GetValueOrDefault(name);
        if (given is not null)
            value = Read(name, given, value, choices);
        _declared.RemoveAll(d => d.Name == name);
        _declared.Add(new SettingRow(name, Text(value), given is null ? "recipe" : $"--set {name}={given}"));
        return value;
    }

    /// <summary>Ends the body of the recipe.</summary>
    /// <exception cref="InputException">An override names no setting, or has a value that the setting does not take.</exception>
    public void Finish()
    {
        var names = _declared.Select(d => d.Name).ToList();
        var none = names.Count == 0 ? "The recipe declares no setting." : $"The recipe's settings are: {string.Join(", ", names)}.";
        var unknown = _overrides
            .Keys.Except(names)
            .Select(n => new Problem($"the recipe has no setting '{n}'", $"--set {n}", Suggest.DidYouMean(n, names, none)));
        List<Problem> problems = [.. _problems, .. unknown];
        if (problems.Count > 0)
            throw new InputException(problems);
    }

    public void Dispose() => Ambient.Value = _outer;

    private T Read<T>(string name, string given, T otherwise, IReadOnlyList<T> choices)
    {
        T value;
        try
        {
            value = (T)Convert.ChangeType(given, typeof(T), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            _problems.Add(
                new Problem(
                    $"'{given}' cannot be read as {Kind<T>()}",
                    $"--set {name}={given}",
                    $"Give {Kind<T>()}, such as {Text(otherwise)}."
                )
            );
            return otherwise;
        }

        if (choices.Count == 0 || choices.Contains(value))
            return value;
        var known = choices.Select(c => Text(c)).ToList();
        var mend = Suggest.DidYouMean(given, known, $"It takes: {string.Join(", ", known)}.");
        _problems.Add(new Problem($"'{given}' is not a value of '{name}'", $"--set {name}={given}", mend));
        return otherwise;
    }

    private static string Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Kind<T>() =>
        default(T) switch
        {
            int or long => "a whole number",
            double => "a number",
            bool => "true or false",
            _ => "a text",
        };
}
