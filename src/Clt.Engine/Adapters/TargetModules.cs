using System.Text.RegularExpressions;
using Clt.Engine.Parameters;

namespace Clt.Engine.Adapters;

/// <summary>
/// Finds the linear layers that settings name, as PEFT does: by their names in files, each of the parts of a fused matrix for itself.
/// </summary>
internal static class TargetModules
{
    /// <summary>The name of a part's module: that of its tensor without <c>.weight</c>.</summary>
    public static string NameOf(ParameterPart part) => part.FileName[..^".weight".Length];

    /// <param name="matrices">Those of the base's linear layers.</param>
    /// <param name="settings">Names or a pattern.</param>
    /// <param name="everyNameMustFit">Whether a name that fits nothing is an error, or only when none does.</param>
    /// <returns>The module names.</returns>
    /// <exception cref="InputException">A target fits no linear layer; close names are offered.</exception>
    public static HashSet<string> Resolve(IReadOnlyList<ParameterSpec> matrices, LoraSettings settings, bool everyNameMustFit)
    {
        // What stands outside the blocks is the head or a classifier.
        var linears = matrices
            .Where(s => s.Name.Contains("layers.", StringComparison.Ordinal))
            .SelectMany(s => s.Parts)
            .Select(NameOf)
            .ToList();
        if (settings.TargetPattern is { } pattern)
        {
            var whole = Compile($"^(?:{pattern})$");
            return NotNone(linears.Where(name => whole.IsMatch(name)), pattern, linears);
        }

        var problems = settings
            .Targets.Where(target => !linears.Any(name => Fits(name, target)))
            .Select(target => Unknown(target, linears))
            .ToList();
        if (problems.Count > 0 && (everyNameMustFit || problems.Count == settings.Targets.Count))
            throw new InputException(problems);
        return NotNone(linears.Where(name => settings.Targets.Any(target => Fits(name, target))), "none", linears);
    }

    /// <summary>The value of the first pattern that fits the end of the name, or the other value.</summary>
    public static T Find<T>(IReadOnlyDictionary<string, T> patterns, string module, T otherwise)
    {
        foreach (var (pattern, value) in patterns)
        {
            if (Compile($"^(?:.*\\.)?(?:{pattern})$").IsMatch(module))
                return value;
        }

        return otherwise;
    }

    private static bool Fits(string name, string target) =>
        target == LoraSettings.AllLinear || name == target || name.EndsWith("." + target, StringComparison.Ordinal);

    private static HashSet<string> NotNone(IEnumerable<string> found, string target, IReadOnlyList<string> linears)
    {
        var set = found.ToHashSet(StringComparer.Ordinal);
        return set.Count > 0 ? set : throw new InputException([Unknown(target, linears)]);
    }

    private static Problem Unknown(string target, IEnumerable<string> linears)
    {
        var ends = linears.Select(name => name[(name.LastIndexOf('.') + 1)..]).Distinct(StringComparer.Ordinal).ToArray();
        return new Problem(
            $"no linear layer of the blocks is named '{target}'",
            "adapter, targets",
            Suggest.DidYouMean(target, ends, $"They are: {string.Join(", ", ends)}; or {LoraSettings.AllLinear} for all.")
        );
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            throw new InputException($"'{pattern}' is no regular expression: {e.Message}", "adapter, targets", "Mend it.", e);
        }
    }
}
