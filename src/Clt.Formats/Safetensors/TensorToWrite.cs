using System.Runtime.InteropServices;

namespace Clt.Formats.Safetensors;

/// <summary>A tensor about to be written: what it is, and how its bytes are put on a stream.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type in the file.</param>
/// <param name="Shape">Sizes of its dimensions.</param>
/// <param name="Write">Writes exactly count × element size bytes, little-endian.</param>
public sealed record TensorToWrite(string Name, TensorType Type, IReadOnlyList<long> Shape, Action<Stream> Write)
{
    public long Bytes => Shape.Aggregate((long)Type.Size(), (product, size) => checked(product * size));

    public static TensorToWrite Of<T>(string name, TensorType type, IReadOnlyList<long> shape, T[] values)
        where T : unmanaged
    {
        var tensor = new TensorToWrite(name, type, shape, stream => stream.Write(MemoryMarshal.AsBytes(values.AsSpan())));
        if (tensor.Bytes != (long)values.Length * Marshal.SizeOf<T>())
            throw new ArgumentException($"{values.Length} values do not fill {name}.", nameof(values));
        return tensor;
    }
}
