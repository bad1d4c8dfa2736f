using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Results.Statistics.Typology;

/// <summary>
/// Reads one array of a numpy archive (<c>.npz</c>): texts, or rows of numbers in little-endian single or double precision.
/// </summary>
internal sealed partial class NpzArray : IDisposable
{
    private readonly Stream _stream;
    private readonly string _type;

    public NpzArray(ZipArchive archive, string name)
    {
        _stream = (archive.GetEntry(name + ".npy") ?? throw new InvalidDataException($"the array '{name}' is missing")).Open();
        var head = new byte[10];
        _stream.ReadExactly(head);
        if (head[0] != 0x93 || head[6] != 1)
            throw new InvalidDataException($"the array '{name}' has a format that is not known");
        var text = new byte[head[8] | (head[9] << 8)];
        _stream.ReadExactly(text);
        var header = Header().Match(Encoding.ASCII.GetString(text));
        if (!header.Success)
            throw new InvalidDataException($"the array '{name}' has a header that cannot be read");
        _type = header.Groups["type"].Value;
        var sizes = header.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Shape = [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
    }

    public int[] Shape { get; }

    /// <summary>All texts of a one-dimensional array.</summary>
    public string[] Texts()
    {
        var bytes = new byte[4 * int.Parse(_type[2..], CultureInfo.InvariantCulture)];
        return
        [
            .. Enumerable
                .Range(0, Shape[0])
                .Select(_ =>
                {
                    _stream.ReadExactly(bytes);
                    return Encoding.UTF32.GetString(bytes).TrimEnd('\0');
                }),
        ];
    }

    /// <summary>The next slice along the first dimension, flattened.</summary>
    public double[] NextRow()
    {
        var count = Shape.Skip(1).Aggregate(1, (a, b) => a * b);
        if (_type == "<f8")
        {
            var wide = new double[count];
            _stream.ReadExactly(MemoryMarshal.AsBytes(wide.AsSpan()));
            return wide;
        }

        var narrow = new float[count];
        _stream.ReadExactly(MemoryMarshal.AsBytes(narrow.AsSpan()));
        return Array.ConvertAll(narrow, v => (double)v);
    }

    public void Dispose() => _stream.Dispose();

    [GeneratedRegex(@"'descr': '(?<type>[^']*)', 'fortran_order': False, 'shape': \((?<shape>[^)]*)\)")]
    private static partial Regex Header();
}
