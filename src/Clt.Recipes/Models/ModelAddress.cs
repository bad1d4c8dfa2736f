using System.Text.RegularExpressions;

namespace Clt.Recipes.Models;

/// <summary>A model's name on a hub: <c>hub:owner/name@revision</c>, in place of a folder.</summary>
/// <param name="Scheme">Which hub: the word before the colon.</param>
/// <param name="Name"><c>owner/name</c>, with the revision behind an <c>@</c> where one is named.</param>
public sealed partial record ModelAddress(string Scheme, string Name)
{
    /// <summary>The address in a text, or null where it is a path.</summary>
    /// <exception cref="InputException">It has a scheme, but what follows is no model's name.</exception>
    public static ModelAddress? Find(string text)
    {
        // Schemes of one letter are drives.
        if (Shape().Match(text) is not { Success: true } found || Directory.Exists(text))
            return null;
        var (scheme, name) = (found.Groups[1].Value, found.Groups[2].Value);
        return NameShape().IsMatch(name) && !name.Split('/', '@').Any(p => p is "." or "..")
            ? new ModelAddress(scheme, name)
            : throw new InputException(
                $"'{name}' is no model's name",
                text,
                $"Write {scheme}:owner/name, with @ and a commit, branch or tag behind it."
            );
    }

    /// <summary>The folder in a cache that the model's files are in once they were fetched.</summary>
    public string FolderIn(string cache) => Path.Combine(cache, "models", Scheme, Name.Replace('/', '~'));

    /// <summary>Fetches the model where it is not there, and gives its folder.</summary>
    /// <param name="hubs">Those that plugins give.</param>
    /// <param name="weights">Whether weights are wanted too.</param>
    /// <param name="context">Where it is kept.</param>
    /// <exception cref="InputException">No plugin gives such a hub, or the model cannot be had.</exception>
    public string Fetch(IReadOnlyList<IModelHub> hubs, bool weights, SourceContext context)
    {
        var hub =
            hubs.FirstOrDefault(h => h.Scheme == Scheme)
            ?? throw new InputException(
                $"no plugin gives a hub of models '{Scheme}:'",
                $"{this}",
                hubs.Count == 0
                    ? "Name a folder."
                    : $"There are: {string.Join(", ", hubs.Select(h => $"{h.Scheme}:"))}. Or name a folder that exists."
            );
        var folder = FolderIn(context.CacheFolder);
        hub.Fetch(Name, folder, weights, context);
        return folder;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}:{Name}";

    [GeneratedRegex("^([a-z][a-z0-9]+):(?!//)(.+)$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)?(@[\w./-]+)?$")]
    private static partial Regex NameShape();
}
