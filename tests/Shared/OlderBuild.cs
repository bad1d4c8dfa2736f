using Clt.Recipes.Identity;
using Clt.Results.Store;

namespace Clt.Tests.Shared;

/// <summary>Renames the cells of a study's folder as if another build of an assembly had made them.</summary>
internal static class OlderBuild
{
    /// <param name="study">The folder of the study.</param>
    /// <param name="assembly">Such as <c>Clt.Engine</c>.</param>
    public static void Make(string study, string assembly)
    {
        var cells = Path.Combine(study, "cells");
        var texts = Directory
            .GetDirectories(cells)
            .ToDictionary(d => Path.GetFileName(d)!, d => File.ReadAllText(Path.Combine(d, "cell.yaml")), StringComparer.Ordinal);
        while (texts.Count > 0)
        {
            // One whose needed cells are renamed already.
            var (id, yaml) = texts.First(t => texts.Keys.All(k => k == t.Key || !t.Value.Contains(k, StringComparison.Ordinal)));
            texts.Remove(id);
            var lines = yaml.Split('\n')
                .Select(l => l.StartsWith($"  {assembly}: ", StringComparison.Ordinal) ? $"  {assembly}: \"0ld\"" : l);
            var older = string.Join('\n', lines);
            var renamed = Canonical.Hash(older);
            var result = new CellFolder(Path.Combine(cells, id)).Read();
            Directory.Move(Path.Combine(cells, id), Path.Combine(cells, renamed));
            var folder = new CellFolder(Path.Combine(cells, renamed));
            File.WriteAllText(folder.CellYaml, older);
            if (result is not null)
                folder.Write(result with { Cell = renamed });
            foreach (var other in texts.Keys.ToList())
                texts[other] = texts[other].Replace(id, renamed, StringComparison.Ordinal);
        }
    }
}
