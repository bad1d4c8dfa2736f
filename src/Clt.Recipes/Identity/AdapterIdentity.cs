using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Clt.Engine.Adapters;

namespace Clt.Recipes.Identity;

/// <summary>The identity of an adapter's folder: the hash of its weights and settings, wherever its base lies.</summary>
internal static partial class AdapterIdentity
{
    /// <exception cref="InputException">The folder lacks a file: each is listed.</exception>
    public static string Of(string folder)
    {
        var problems = new Problems();
        foreach (var name in new[] { Adapter.ConfigFile, Adapter.WeightsFile })
        {
            problems.Check(
                File.Exists(Path.Combine(folder, name)),
                $"the adapter's folder has no {name}",
                folder,
                "Name an adapter's folder, such as a cell's checkpoint/model."
            );
        }

        problems.ThrowIfAny();
        var settings = Base().Replace(File.ReadAllText(Path.Combine(folder, Adapter.ConfigFile)), "");
        var weights = SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, Adapter.WeightsFile)));
        return Canonical.Hash($"{settings}\n{Convert.ToHexStringLower(weights)}");
    }

    [GeneratedRegex("\"base_model_name_or_path\":\\s*\"[^\"]*\"")]
    private static partial Regex Base();
}
