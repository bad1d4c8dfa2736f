namespace Clt.Formats.Safetensors;

/// <summary>Where a tensor stands in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes of its dimensions; empty for a scalar.</param>
/// <param name="Offset">Byte offset from the start of the file.</param>
/// <param name="Bytes">Length in bytes.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Offset, long Bytes)
{
    /// <summary>Number of elements.</summary>
    public long Count => Bytes / Type.Size();

    /// <summary><c>F32 [512, 64]</c>.</summary>
    public string Describe() => $"{Type} [{string.Join(", ", Shape)}]";
}
