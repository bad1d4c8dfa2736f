using System.Collections.Immutable;
using Clt.Plugins.Catalog;
using Clt.Plugins.Metadata;
using Clt.Scripting.Sources;
using Microsoft.CodeAnalysis;

namespace Clt.Scripting.Compiling;

/// <summary>The assemblies that recipes are compiled against, and the resolution of <c>#r</c>.</summary>
internal sealed class RecipeReferences : MetadataReferenceResolver
{
    /// <summary>
    /// What most recipes use. Others of the framework are found when something refers to them, or by <c>#r "System.Net.Http"</c>.
    /// </summary>
    private static readonly string[] Framework =
    [
        "System.Private.CoreLib",
        "System.Runtime",
        "System.Collections",
        "System.Console",
        "System.Linq",
        "System.Memory",
        "System.Text.Json",
        "System.Text.RegularExpressions",
        "System.Runtime.Numerics",
        "System.Collections.Immutable",
    ];

    private readonly ScriptSources _sources;
    private readonly Dictionary<string, string> _paths;
    private readonly Dictionary<string, PortableExecutableReference> _made = new(StringComparer.OrdinalIgnoreCase);

    public RecipeReferences(ScriptSources sources, PluginCatalog plugins, RecipeOptions options)
    {
        _sources = sources;
        _paths = plugins.Plugins.ToDictionary(p => p.Facts.Name, p => p.AssemblyPath, StringComparer.OrdinalIgnoreCase);
        var names = Framework.Concat(options.HostAssemblies).Where(HostAssemblies.Paths.ContainsKey).Concat(_paths.Keys);
        Default = [.. names.Select(n => Find(n)!)];
    }

    public IReadOnlyList<MetadataReference> Default { get; }

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference,
        string? baseFilePath,
        MetadataReferenceProperties properties
    )
    {
        var isFile = reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var name = isFile ? Path.GetFileNameWithoutExtension(reference) : reference;
        if (name == ScriptSources.EditorReference)
            return [Find("Clt.Abstractions")!];
        if (Find(name) is { } known)
            return [known];
        var path = _sources.Resolve(reference, baseFilePath);
        return isFile && File.Exists(path) ? [Make(path)] : [];
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        if (Find(referenceIdentity.Name) is { } known)
            return known;
        var folder = Path.GetDirectoryName((definition as PortableExecutableReference)?.FilePath);
        var beside = Path.Combine(folder ?? "", referenceIdentity.Name + ".dll");
        return folder is not null && File.Exists(beside) ? Make(beside) : null;
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => _sources.GetHashCode();

    private PortableExecutableReference? Find(string name)
    {
        if (_paths.TryGetValue(name, out var path) || HostAssemblies.Paths.TryGetValue(name, out path))
            return Make(path);
        return null;
    }

    private PortableExecutableReference Make(string path)
    {
        if (!_made.TryGetValue(path, out var reference))
            _made[path] = reference = MetadataReference.CreateFromFile(path);
        return reference;
    }
}
