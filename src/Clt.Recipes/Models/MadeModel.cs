using Clt.Formats.Files;
using Clt.Recipes.Identity;

namespace Clt.Recipes.Models;

/// <summary>
/// The folder in a cache that an <see cref="IModelMaker"/> has written, by its settings; written anew where its data changed.
/// </summary>
internal static class MadeModel
{
    private const string Of = "made-of.txt";

    /// <summary>Where it stands.</summary>
    public static string FolderOf(IModelMaker maker, string cache) =>
        Path.Combine(cache, "models", "made", Canonical.Hash(Canonical.Yaml(maker.Info.Fields)));

    /// <summary>Writes it where it is not there, or of other data; other processes see all of it or nothing.</summary>
    /// <exception cref="InputException">Settings are wrong, or data is missing.</exception>
    public static void Ensure(IModelMaker maker, string folder, SourceContext context)
    {
        if (maker.Problems().ToList() is { Count: > 0 } problems)
            throw new InputException(problems);
        var fingerprint = maker.Fingerprint(context);
        var note = Path.Combine(folder, Of);
        if (File.Exists(note) && File.ReadAllText(note) == fingerprint)
            return;
        context.Report($"writing the base: {maker.Info.Text}");
        try
        {
            AtomicFolder.Write(
                folder,
                unfinished =>
                {
                    maker.Write(unfinished, context);
                    File.WriteAllText(Path.Combine(unfinished, Of), fingerprint);
                    return true;
                },
                replace: true
            );
        }
        catch (IOException) when (File.Exists(note))
        {
            // Another process was quicker, with the same.
        }
    }
}
