using System.Runtime.InteropServices;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Parameters;

/// <summary>
/// Copies tensors from mapped files into parameters, on all cores: each element is read once and written once, and what was read is given
/// back to the system at once, so that the process never holds a second copy.
/// </summary>
internal sealed class WeightCopy(FlatParameters parameters)
{
    private const int PieceElements = 1 << 20;
    private readonly List<Action> _pieces = [];

    /// <param name="file">Holds the tensor.</param>
    /// <param name="entry">The tensor, of a floating type.</param>
    /// <param name="name">The parameter of which it is a part.</param>
    /// <param name="start">The part's first element in the parameter.</param>
    /// <param name="part">The part, as large as the tensor.</param>
    public void Add(SafetensorsFile file, TensorEntry entry, string name, long start, ParameterPart part)
    {
        if (!part.Layout.IsPlain)
        {
            _pieces.Add(() => parameters.Write(name, start, entry.Count, into => Arrange(file, entry, into, part)));
            return;
        }

        for (var at = 0L; at < entry.Count; at += PieceElements)
        {
            var (from, count) = (at, (int)Math.Min(PieceElements, entry.Count - at));
            _pieces.Add(() => parameters.Write(name, start + from, count, into => Convert(file, entry, from, count, into)));
        }
    }

    public void Run() => Parallel.ForEach(_pieces, piece => piece());

    private void Convert(SafetensorsFile file, TensorEntry entry, long from, int count, Span<byte> destination)
    {
        var size = entry.Type.Size();
        FloatConversion.Convert(entry.Type, file.Bytes(entry, from * size, count * size), parameters.Dtype.Stored(), destination);
        file.Release(entry, from * size, count * size);
    }

    private void Arrange(SafetensorsFile file, TensorEntry entry, Span<byte> destination, ParameterPart part)
    {
        var arranged = new byte[destination.Length];
        Convert(file, entry, 0, checked((int)entry.Count), arranged);
        if (parameters.Dtype.Size() == 4)
            part.Layout.Read<float>(
                MemoryMarshal.Cast<byte, float>(arranged),
                MemoryMarshal.Cast<byte, float>(destination),
                (int)part.Rows
            );
        else
            part.Layout.Read<ushort>(
                MemoryMarshal.Cast<byte, ushort>(arranged),
                MemoryMarshal.Cast<byte, ushort>(destination),
                (int)part.Rows
            );
    }
}
