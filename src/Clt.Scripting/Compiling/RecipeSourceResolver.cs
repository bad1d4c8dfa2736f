using System.Text;
using Clt.Scripting.Sources;
using Microsoft.CodeAnalysis;

namespace Clt.Scripting.Compiling;

/// <summary>
/// Gives the compiler the scripts that were read, under their names, so that compiled recipes name no folder of this machine.
/// </summary>
internal sealed class RecipeSourceResolver(ScriptSources sources) : SourceReferenceResolver
{
    public override string? ResolveReference(string path, string? baseFilePath)
    {
        var name = sources.NameOf(sources.Resolve(path, baseFilePath));
        return sources.Find(name) is null ? null : name;
    }

    public override string NormalizePath(string path, string? baseFilePath) => path;

    public override Stream OpenRead(string resolvedPath) => new MemoryStream(Encoding.UTF8.GetBytes(sources.Find(resolvedPath)!.Text));

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => sources.GetHashCode();
}
