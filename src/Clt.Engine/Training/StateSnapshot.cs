using Clt.Formats.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>A copy of a run's tensors that can be written while training goes on. Its memory is made once and used again.</summary>
internal sealed class StateSnapshot : IDisposable
{
    private readonly Dictionary<string, Tensor> _copies = new(StringComparer.Ordinal);

    /// <summary>Copies a flat tensor to the host.</summary>
    public void Take(string name, Tensor values)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (!_copies.TryGetValue(name, out var copy))
            _copies[name] = copy = empty_like(values, device: CPU).DetachFromDisposeScope();
        copy.copy_(values);
    }

    /// <summary>Writes all copies and returns the file's SHA-256.</summary>
    public string Save(string path) => SafetensorsWriter.Write(path, _copies.Select(c => Entry(c.Key, c.Value)));

    public void Dispose()
    {
        foreach (var copy in _copies.Values)
            copy.Dispose();
    }

    private static TensorToWrite Entry(string name, Tensor tensor) =>
        new(
            name,
            TensorType.F32,
            [tensor.NumberOfElements],
            stream =>
            {
                // Spans end at 2 GB.
                const long Piece = 1 << 24;
                for (var start = 0L; start < tensor.NumberOfElements; start += Piece)
                {
                    using var piece = tensor.narrow(0, start, Math.Min(Piece, tensor.NumberOfElements - start));
                    stream.Write(piece.bytes);
                }
            }
        );
}
