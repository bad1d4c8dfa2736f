namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>A matrix whose rows are product-quantised, with their norms quantised apart where the file says so.</summary>
internal sealed class QuantisedMatrix : IFastTextMatrix
{
    private readonly byte[] _codes;
    private readonly byte[]? _normCodes;
    private readonly ProductQuantiser _quantiser;
    private readonly ProductQuantiser? _norms;

    public QuantisedMatrix(BinaryReader reader)
    {
        var hasNorms = reader.ReadBoolean();
        var rows = checked((int)reader.ReadInt64());
        reader.ReadInt64();
        _codes = Read(reader, reader.ReadInt32());
        _quantiser = new ProductQuantiser(reader);
        if (!hasNorms)
            return;
        _normCodes = Read(reader, rows);
        _norms = new ProductQuantiser(reader);
    }

    public void AddRow(int row, float[] sum)
    {
        var norm = Norm(row);
        for (var s = 0; s < _quantiser.Slices; s++)
        {
            var centroid = _quantiser.Centroid(s, _codes[(row * _quantiser.Slices) + s]);
            var start = _quantiser.Start(s);
            for (var k = 0; k < centroid.Length; k++)
                sum[start + k] += norm * centroid[k];
        }
    }

    public float Dot(int row, float[] vector)
    {
        var dot = 0f;
        for (var s = 0; s < _quantiser.Slices; s++)
        {
            var centroid = _quantiser.Centroid(s, _codes[(row * _quantiser.Slices) + s]);
            var start = _quantiser.Start(s);
            for (var k = 0; k < centroid.Length; k++)
                dot += vector[start + k] * centroid[k];
        }

        return dot * Norm(row);
    }

    private float Norm(int row) => _norms is null ? 1 : _norms.Centroid(0, _normCodes![row])[0];

    private static byte[] Read(BinaryReader reader, int count)
    {
        var bytes = new byte[count];
        reader.BaseStream.ReadExactly(bytes);
        return bytes;
    }
}
