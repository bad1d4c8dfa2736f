using System.Runtime.InteropServices;

namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>Centroids of product quantisation (Jégou et al. 2011): 256 for each slice of a vector.</summary>
internal sealed class ProductQuantiser
{
    private readonly int _slice;
    private readonly int _lastSlice;
    private readonly float[] _centroids;

    public ProductQuantiser(BinaryReader reader)
    {
        var dimension = reader.ReadInt32();
        (Slices, _slice, _lastSlice) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        _centroids = new float[checked(dimension * 256)];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_centroids.AsSpan()));
    }

    public int Slices { get; }

    /// <summary>The centroid of a slice.</summary>
    public ReadOnlySpan<float> Centroid(int slice, byte code) =>
        slice == Slices - 1
            ? _centroids.AsSpan((slice * 256 * _slice) + (code * _lastSlice), _lastSlice)
            : _centroids.AsSpan(((slice * 256) + code) * _slice, _slice);

    /// <summary>Where a slice begins in the vector.</summary>
    public int Start(int slice) => slice * _slice;
}
