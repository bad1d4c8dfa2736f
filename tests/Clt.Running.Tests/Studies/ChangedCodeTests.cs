using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Clt.Engine.Data;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Running.Evaluation;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Studies;

/// <summary>
/// A changed scoring rule of the runner, or a changed kernel, makes another cell: a constant is changed in the real file.
/// </summary>
public sealed class ChangedCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>ldc.i4 2000, the resamples behind a score's interval; ldc.r4 0.5, which several kernels compute with.</summary>
    public static TheoryData<string, byte[], byte[]> Constants =>
        new()
        {
            { "runner", [0x20, 0xD0, 0x07, 0, 0], [0x20, 0xD1, 0x07, 0, 0] },
            { "kernels", [0x22, 0, 0, 0, 0x3F], [0x22, 0, 0, 0x80, 0x3E] },
        };

    [Theory]
    [MemberData(nameof(Constants))]
    public void A_changed_constant_changes_the_name(string what, byte[] from, byte[] to)
    {
        var assembly = what == "runner" ? typeof(ItemScoring).Assembly : typeof(Clt.Kernels.Ops).Assembly;
        var file = Path.Combine(_folder.Path, "changed.dll");
        var bytes = File.ReadAllBytes(assembly.Location);
        File.WriteAllBytes(file, bytes);
        ExecutedCode.Hash(file).ShouldBe(ExecutedCode.Hash(assembly), "nothing is changed yet");
        to.CopyTo(bytes, Find(assembly, bytes, what == "runner" ? nameof(ItemScoring) : null, from));
        File.WriteAllBytes(file, bytes);

        var cell = ToyStudy.Quick().Expand(_folder.Context()).Cells.OfType<FinetuneCell>().First();
        cell.Yaml.ShouldContain(ExecutedCode.Hash(assembly)[..32]);
        var changed = cell.Yaml.Replace(ExecutedCode.Hash(assembly)[..32], ExecutedCode.Hash(file)[..32], StringComparison.Ordinal);
        Canonical.Hash(changed).ShouldNotBe(cell.Id);
    }

    /// <summary>Where an instruction stands in the file: in a method of a type, or of any.</summary>
    private static int Find(Assembly assembly, byte[] bytes, string? type, byte[] instruction)
    {
        using var image = new PEReader(new MemoryStream(bytes));
        var reader = image.GetMetadataReader();
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0 || !IsOf(reader, method.GetDeclaringType(), type))
                continue;
            var section = image.PEHeaders.SectionHeaders[image.PEHeaders.GetContainingSectionIndex(method.RelativeVirtualAddress)];
            var start = method.RelativeVirtualAddress - section.VirtualAddress + section.PointerToRawData;
            var at = bytes.AsSpan(start, image.GetMethodBody(method.RelativeVirtualAddress).Size).IndexOf(instruction);
            if (at >= 0)
                return start + at;
        }

        throw new InvalidOperationException($"{assembly.GetName().Name} has no such instruction.");
    }

    /// <summary>The type itself, or one that the compiler made in it, such as an iterator.</summary>
    private static bool IsOf(MetadataReader reader, TypeDefinitionHandle handle, string? name)
    {
        var type = reader.GetTypeDefinition(handle);
        return name is null
            || reader.GetString(type.Name) == name
            || (!type.GetDeclaringType().IsNil && IsOf(reader, type.GetDeclaringType(), name));
    }
}
