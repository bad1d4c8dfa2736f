using Clt.Formats.Files;
using Clt.Recipes.Identity;

namespace Clt.Running.Evaluation;

/// <summary>
/// Identity of the model that gave the answers of a folder: those of another model, such as an earlier one that was made again with other
/// bits, are not taken up.
/// </summary>
internal static class AnsweredBy
{
    private const string Name = "answered-by";

    /// <summary>Forgets the answers in a folder that another model gave, and says whose the coming ones are.</summary>
    /// <param name="folder">The folder; nothing but answers is in it.</param>
    /// <param name="weights">Hashes of all weights that answer.</param>
    public static void Keep(string folder, params IEnumerable<string> weights)
    {
        var mark = Path.Combine(folder, Name);
        var model = Canonical.Hash(string.Join(' ', weights)) + "\n";
        if (File.Exists(mark) && File.ReadAllText(mark) == model)
            return;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        AtomicFile.WriteText(mark, model);
    }
}
