using System.IO.Compression;
using ZstdSharp;

namespace Clt.Plugins.Sources.Files;

/// <summary>A compression of whole files, known by a second ending: gzip and Zstandard.</summary>
/// <param name="Ending">With its dot.</param>
/// <param name="Name">For messages.</param>
/// <param name="Open">The plain bytes of a compressed stream, which is closed with it.</param>
/// <param name="IsDamage">Whether an exception says that the compressed bytes are damaged or cut off.</param>
internal sealed record Packing(string Ending, string Name, Func<Stream, Stream> Open, Func<Exception, bool> IsDamage)
{
    public static IReadOnlyList<Packing> All { get; } =
    [
        new(".gz", "gzip", s => new GZipStream(s, CompressionMode.Decompress), e => e is InvalidDataException),
        new(".zst", "Zstandard", s => new DecompressionStream(s, leaveOpen: false), e => e is ZstdException or EndOfStreamException),
    ];

    /// <summary>By the path's ending; null for a plain file.</summary>
    public static Packing? Of(string path) => All.FirstOrDefault(p => path.EndsWith(p.Ending, StringComparison.OrdinalIgnoreCase));
}
