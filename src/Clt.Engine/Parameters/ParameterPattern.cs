using System.Text.RegularExpressions;

namespace Clt.Engine.Parameters;

/// <summary>
/// Names parameters: the engine's names, where <c>*</c> stands for anything and what follows a whole word may be left out. <c>layers.0</c>
/// is all of the first layer but nothing of the tenth, <c>layers.*.qkv</c> the projections' weights and biases, <c>*norm*</c> all norms.
/// </summary>
public static class ParameterPattern
{
    /// <exception cref="InputException">No parameter matches; close names are offered.</exception>
    public static IReadOnlyList<ParameterSpec> Match(IReadOnlyList<ParameterSpec> specs, string pattern)
    {
        var regex = new Regex(
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}(\\..*)?$",
            RegexOptions.CultureInvariant
        );
        var found = specs.Where(s => regex.IsMatch(s.Name)).ToList();
        if (found.Count > 0)
            return found;
        var names = specs.Select(s => s.Name).ToArray();
        throw new InputException(
            $"no parameter matches '{pattern}'",
            "parameters",
            Suggest.DidYouMean(pattern, names, $"They are named like {names.FirstOrDefault()}.")
        );
    }
}
