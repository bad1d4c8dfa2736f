using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Clt.Formats.Files;

namespace Clt.Formats.Safetensors;

/// <summary>Writes safetensors files, atomically.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes the tensors (widest elements first, then by name) and returns the file's SHA-256 in lower-case hex.</summary>
    /// <exception cref="IOException">The disk is full or the folder read-only; an older file of that name stays.</exception>
    public static string Write(string path, IEnumerable<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = tensors.OrderByDescending(t => t.Type.Size()).ThenBy(t => t.Name, StringComparer.Ordinal).ToList();
        using var hash = SHA256.Create();
        AtomicFile.Write(
            path,
            stream =>
            {
                using var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
                WriteHeader(hashing, ordered, metadata);
                foreach (var tensor in ordered)
                    tensor.Write(hashing);
            }
        );
        return Convert.ToHexStringLower(hash.Hash!);
    }

    private static void WriteHeader(Stream stream, List<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            var offset = 0L;
            foreach (var tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.Type.ToString());
                writer.WriteStartArray("shape");
                foreach (var size in tensor.Shape)
                    writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += tensor.Bytes);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        // Padded with spaces so that the data starts at a multiple of 8 and can be mapped as any element type.
        while (json.Length % 8 != 0)
            json.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        stream.Write(length);
        json.WriteTo(stream);
    }
}
