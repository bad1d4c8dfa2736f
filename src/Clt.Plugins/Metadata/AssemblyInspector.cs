using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Clt.Plugins.Metadata;

/// <summary>Reads what an assembly is from its metadata, without loading it or running any of its code.</summary>
public static class AssemblyInspector
{
    private const string Contract = "Clt.Abstractions";

    /// <exception cref="InputException">The file is missing, cut short, native, or not an assembly.</exception>
    public static AssemblyFacts Read(string path) =>
        Inspect(
            path,
            metadata =>
            {
                var definition = metadata.GetAssemblyDefinition();
                return new AssemblyFacts(
                    metadata.GetString(definition.Name),
                    metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
                    [.. metadata.AssemblyReferences.Select(handle => NameOf(metadata, metadata.GetAssemblyReference(handle)))],
                    [.. ContractTypes(metadata)],
                    [.. RecipeApis(metadata)]
                );
            }
        );

    /// <summary>The module version id alone.</summary>
    /// <exception cref="InputException">The file is missing or not an assembly.</exception>
    public static Guid ModuleVersionId(string path) => Inspect(path, metadata => metadata.GetGuid(metadata.GetModuleDefinition().Mvid));

    private static T Inspect<T>(string path, Func<MetadataReader, T> read)
    {
        if (!File.Exists(path))
            throw new InputException("the assembly does not exist", path, "Build the plugin, or mend its manifest's 'assembly'.");
        try
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!image.HasMetadata)
                throw new BadImageFormatException("it is a native program library, without .NET metadata");
            if (image.PEHeaders.SectionHeaders.Any(s => s.PointerToRawData + (long)s.SizeOfRawData > file.Length))
            {
                throw new BadImageFormatException("it is cut short");
            }

            return read(image.GetMetadataReader());
        }
        catch (Exception fault)
            when (fault
                    is BadImageFormatException
                        or InvalidOperationException
                        or IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or OverflowException
                        or IndexOutOfRangeException
            )
        {
            throw new InputException($"not a usable .NET assembly: {Reason(path, fault)}", path, "Build or copy the file anew.", fault);
        }
    }

    private static string Reason(string path, Exception fault)
    {
        if (fault is IOException or UnauthorizedAccessException)
            return fault.Message;
        Span<byte> start = stackalloc byte[4];
        using (var file = File.OpenRead(path))
        {
            if (file.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4)
                return "it is cut short";
        }

        if (start.SequenceEqual("\u007fELF"u8))
            return "it is a native ELF library";
        return start.StartsWith("MZ"u8) ? fault.Message : "it does not begin as one";
    }

    private static AssemblyName NameOf(MetadataReader metadata, AssemblyReference reference) =>
        new(metadata.GetString(reference.Name)) { Version = reference.Version };

    private static IEnumerable<string> ContractTypes(MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
                continue;
            var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
            if (metadata.StringComparer.Equals(assembly.Name, Contract))
            {
                yield return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            }
        }
    }

    private static IEnumerable<RecipeApi> RecipeApis(MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if ((type.Attributes & TypeAttributes.VisibilityMask) != TypeAttributes.Public)
                continue;
            if (!type.GetCustomAttributes().Any(a => IsRecipeApi(metadata, metadata.GetCustomAttribute(a))))
                continue;
            var space = metadata.GetString(type.Namespace);
            var methods = type.GetMethods()
                .Select(metadata.GetMethodDefinition)
                .Where(m =>
                    (m.Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static))
                    == (MethodAttributes.Public | MethodAttributes.Static)
                )
                .Select(m => metadata.GetString(m.Name))
                .Distinct();
            yield return new RecipeApi((space.Length > 0 ? space + "." : "") + metadata.GetString(type.Name), [.. methods]);
        }
    }

    private static bool IsRecipeApi(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return false;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
            return false;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, nameof(RecipeApiAttribute))
            && metadata.StringComparer.Equals(type.Namespace, "Clt");
    }
}
