using System.Text.RegularExpressions;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Adapters;

/// <summary>Tensor names in PEFT's files.</summary>
internal static partial class PeftNames
{
    private const string Prefix = "base_model.model.";

    public static string ToFile(string name) => Prefix + name;

    /// <summary>
    /// The tensors under the engine's names: with or without PEFT's prefix, with or without the adapter's name in them, made from the whole
    /// model or from its body alone.
    /// </summary>
    /// <exception cref="InputException">Two tensors have the same name then.</exception>
    public static Dictionary<string, (SafetensorsFile File, TensorEntry Entry)> FromFile(
        IReadOnlyDictionary<string, (SafetensorsFile File, TensorEntry Entry)> tensors,
        IReadOnlyCollection<string> expected,
        string path
    )
    {
        var shortened = tensors.Keys.ToDictionary(k => k, Shorten, StringComparer.Ordinal);
        var body = BodyPrefix(shortened.Values, expected);
        var twice = shortened
            .GroupBy(n => n.Value, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => new Problem(
                $"{string.Join(" and ", g.Select(n => $"'{n.Key}'"))} are one tensor",
                path,
                "Save one adapter a file."
            ))
            .ToList();
        if (twice.Count > 0)
            throw new InputException(twice);
        return tensors.ToDictionary(t => body + shortened[t.Key], t => t.Value, StringComparer.Ordinal);
    }

    /// <summary>What the names lack at their beginning when the adapter was made from the body alone.</summary>
    private static string BodyPrefix(IReadOnlyCollection<string> names, IReadOnlyCollection<string> expected)
    {
        if (names.Any(expected.Contains))
            return "";
        var (name, whole) = names
            .SelectMany(n => expected.Where(e => e.EndsWith("." + n, StringComparison.Ordinal)).Select(e => (n, e)))
            .FirstOrDefault();
        return whole is null ? "" : whole[..^name.Length];
    }

    private static string Shorten(string name)
    {
        var rest = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        var match = Ending().Match(rest);
        if (!match.Success)
            return rest;
        var kind = match.Groups[1].Value;
        return rest[..match.Index] + "." + kind + (kind == "lora_magnitude_vector" ? "" : ".weight");
    }

    [GeneratedRegex(@"\.(lora_A|lora_B|lora_magnitude_vector)(\.[^.]+)?(\.weight)?$")]
    private static partial Regex Ending();
}
