namespace Clt.Host.Packaging;

/// <summary>NuGet packages of what plugins are built against, and of templates, made of a source tree: all of them or none.</summary>
/// <param name="root">The source tree; its projects that are <c>IsPackable</c> are packed.</param>
internal sealed class Packing(string root)
{
    /// <summary>Where they go unless another folder is named.</summary>
    public string DefaultFolder => Path.Combine(root, "artifacts", "packages");

    /// <param name="folder">Gets the files; those of the same name are replaced, others left alone.</param>
    /// <param name="report">Takes what the build says where it fails.</param>
    /// <param name="cancel">Ends the build.</param>
    /// <returns>The packages by name; none where the build failed.</returns>
    public async Task<IReadOnlyList<Package>> Run(string folder, Action<string> report, CancellationToken cancel)
    {
        // On the same disk as most folders that are asked for, and never seen half written there.
        var made = Path.Combine(root, "artifacts", "packing-" + Path.GetRandomFileName());
        var templates = made + "-templates";
        try
        {
            TemplateFolder.Write(templates);
            string[] places = [$"-p:PackageOutputPath={made}", $"-p:TemplateContent={templates}"];
            string[] arguments = ["pack", "CltHost.sln", "-c", "Release", "-v", "q", "--nologo", .. places];
            var said = new List<string>();
            if (await DotNet.Run(root, arguments, said.Add, cancel) != 0)
            {
                said.Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().ToList().ForEach(report);
                return [];
            }

            Directory.CreateDirectory(folder);
            var names = Directory.GetFiles(made).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
            foreach (var name in names)
                File.Move(Path.Combine(made, name), Path.Combine(folder, name), overwrite: true);
            var packages = names.Where(n => n.EndsWith(".nupkg", StringComparison.Ordinal));
            return [.. packages.Select(n => Package.Read(Path.Combine(folder, n)))];
        }
        finally
        {
            foreach (var unfinished in new[] { made, templates }.Where(Directory.Exists))
                Directory.Delete(unfinished, recursive: true);
        }
    }
}
