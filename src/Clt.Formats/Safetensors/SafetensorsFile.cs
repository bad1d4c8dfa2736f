using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Clt.Formats.Files;

namespace Clt.Formats.Safetensors;

/// <summary>A safetensors file, memory-mapped and checked before anything is read from it.</summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, TensorEntry> _entries;
    private readonly byte* _start;

    private SafetensorsFile(string path, MemoryMappedFile map, long length)
    {
        Path = path;
        _map = map;
        _view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _start = pointer + _view.PointerOffset;
        try
        {
            var jsonLength = SafetensorsHeader.JsonLength(new ReadOnlySpan<byte>(_start, 8), length, path);
            var header = SafetensorsHeader.Parse(new ReadOnlySpan<byte>(_start + 8, jsonLength).ToArray(), length, path);
            Entries = header.Entries;
            Metadata = header.Metadata;
            _entries = header.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <exception cref="InputException">The file is missing, cut short, or its header contradicts itself.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", path, "Check the path, or fetch the file again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be read: {e.Message}", path, "Check its permissions.", e);
        }

        // The stream's length, not the directory entry's: caches hold symbolic links.
        var length = stream.Length;
        if (length < 10)
        {
            stream.Dispose();
            throw new InputException($"the file has only {length} bytes: it is truncated", path, "Fetch or write the file again.");
        }

        var map = MemoryMappedFile.CreateFromFile(
            stream,
            null,
            0,
            MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: false
        );
        return new SafetensorsFile(path, map, length);
    }

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <exception cref="InputException">The file has no tensor of that name; close names are offered.</exception>
    public TensorEntry this[string name] =>
        _entries.TryGetValue(name, out var entry)
            ? entry
            : throw new InputException(
                $"there is no tensor '{name}'",
                Path,
                Suggest.DidYouMean(name, _entries.Keys, $"The file has {_entries.Count} tensors with other names.")
            );

    /// <summary>The raw bytes (at most 2 GB).</summary>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = this[name];
        return new ReadOnlySpan<byte>(_start + entry.Offset, checked((int)entry.Bytes));
    }

    /// <summary>Some of a tensor's bytes, counted from its first.</summary>
    public ReadOnlySpan<byte> Bytes(TensorEntry entry, long start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, entry.Bytes);
        return new ReadOnlySpan<byte>(_start + entry.Offset + start, count);
    }

    /// <summary>
    /// Gives the memory of bytes that were read back to the system, which keeps them in its cache of files; they can be read again.
    /// </summary>
    public void Release(TensorEntry entry, long start, int count) => PageAdvice.Release(_start + entry.Offset + start, count);

    /// <summary>The elements as they are stored; the type must match in size.</summary>
    public ReadOnlySpan<T> Values<T>(string name)
        where T : unmanaged
    {
        if (sizeof(T) != this[name].Type.Size())
            throw new ArgumentException($"{typeof(T).Name} does not fit {this[name].Describe()}.", nameof(name));
        return MemoryMarshal.Cast<byte, T>(Bytes(name));
    }

    /// <summary>Converts a floating tensor (F64, F32, F16, BF16) to fp32.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">Exactly as many elements as the tensor has.</param>
    public void CopyTo(string name, Span<float> destination)
    {
        var entry = this[name];
        if (entry.Count != destination.Length)
            throw new ArgumentException($"{entry.Describe()} does not fit {destination.Length} elements.", nameof(destination));
        FloatConversion.ToSingle(entry.Type, Bytes(name), destination, $"{Path}: tensor '{name}'");
    }

    public float[] Floats(string name)
    {
        var values = new float[this[name].Count];
        CopyTo(name, values);
        return values;
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
