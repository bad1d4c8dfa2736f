using Clt.Plugins.Manifests;
using Clt.Plugins.Metadata;

namespace Clt.Plugins.Catalog;

/// <summary>Makes a catalogue of plugin folders: reads and checks each, and sorts out the broken ones.</summary>
internal sealed class CatalogBuilder
{
    private readonly List<BrokenPlugin> _broken = [];
    private readonly Lock _gate = new();

    public PluginCatalog Build(IEnumerable<string> folders)
    {
        var read = folders.Select(Read).OfType<Candidate>().ToList();
        var unique = RejectDuplicates(read);
        var names = unique.Select(c => c.Facts.Name).ToHashSet(StringComparer.Ordinal);
        var shared = HostAssemblies.Shared.Concat(names).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, Plugin>(StringComparer.Ordinal);
        var context = new SharedContext(name => found.GetValueOrDefault(name));
        foreach (var candidate in unique.OrderBy(c => c.Manifest.Id, StringComparer.Ordinal))
        {
            var faults = HostAssemblies.Check(candidate.Facts, candidate.Path, names).ToList();
            if (faults.Count > 0)
            {
                Reject(candidate, faults);
                continue;
            }

            // Shared names are loaded with the plugin, so only those that it refers to.
            var others = candidate.Facts.References.Select(r => r.Name!).Where(shared.Contains).ToList();
            var assembly = new PluginAssembly(candidate.Manifest.Id, candidate.Path, context, others, _gate);
            found.Add(candidate.Facts.Name, new Plugin(candidate.Manifest, candidate.Facts, candidate.Path, assembly));
        }

        return new PluginCatalog([.. found.Values], _broken);
    }

    private Candidate? Read(string folder)
    {
        PluginManifest? manifest = null;
        try
        {
            var path = Path.Combine(folder, ManifestReader.FileName);
            if (!File.Exists(path))
                throw new InputException($"there is no {ManifestReader.FileName}", folder, "Write one, or remove the folder.");
            manifest = ManifestReader.Read(path);
            var assembly = Path.Combine(folder, manifest.Assembly);
            var candidate = new Candidate(manifest, AssemblyInspector.Read(assembly), assembly);
            if (manifest.Contract.Contains(Version.Parse(ContractVersion.Text)))
                return candidate;
            Reject(candidate, [WrongContract(manifest, path)]);
            return null;
        }
        catch (InputException fault)
        {
            _broken.Add(new BrokenPlugin(manifest?.Id ?? Path.GetFileName(folder), folder, fault.Problems, manifest?.Provides ?? []));
            return null;
        }
    }

    private static Problem WrongContract(PluginManifest manifest, string path) =>
        new(
            $"it is made for contract {manifest.Contract}, but this host has {ContractVersion.Text}",
            path,
            "Get a version of it made for this host."
        );

    private List<Candidate> RejectDuplicates(IEnumerable<Candidate> candidates)
    {
        var kept = new List<Candidate>();
        foreach (var candidate in candidates)
        {
            var same = kept.FirstOrDefault(k => k.Manifest.Id == candidate.Manifest.Id || k.Facts.Name == candidate.Facts.Name);
            if (same is null)
            {
                kept.Add(candidate);
                continue;
            }

            var what = same.Manifest.Id == candidate.Manifest.Id ? $"id '{same.Manifest.Id}'" : $"assembly name '{same.Facts.Name}'";
            var problem = new Problem(
                $"its {what} is already taken by the plugin in {same.Folder}, which is used",
                candidate.Folder,
                "Rename or remove one of the two."
            );
            Reject(candidate, [problem]);
        }

        return kept;
    }

    private void Reject(Candidate candidate, IReadOnlyList<Problem> reasons) =>
        _broken.Add(
            new BrokenPlugin(
                candidate.Manifest.Id,
                candidate.Folder,
                reasons,
                [.. candidate.Manifest.Provides, .. candidate.Facts.RecipeApis.SelectMany(a => a.Methods)]
            )
        );

    private sealed record Candidate(PluginManifest Manifest, AssemblyFacts Facts, string Path)
    {
        public string Folder => System.IO.Path.GetDirectoryName(Path)!;
    }
}
