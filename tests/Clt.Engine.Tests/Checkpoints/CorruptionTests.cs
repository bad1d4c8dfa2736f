using System.Text;
using System.Text.RegularExpressions;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Tests.Checkpoints;

/// <summary>Ten thousand damaged files: each is refused with its fault, or what it says it holds can be read.</summary>
public sealed class CorruptionTests : IDisposable
{
    private const int Trials = 10_000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_file_is_refused_or_readable()
    {
        var good = Sample();
        var rng = new Rng(5);
        var (refused, readable, path) = (0, 0, _folder["corrupt.safetensors"]);
        for (var trial = 0; trial < Trials; trial++)
        {
            var bytes = Damaged(good, trial % 5, rng);
            File.WriteAllBytes(path, bytes);
            try
            {
                using var file = SafetensorsFile.Open(path);
                CheckReadable(file, bytes);
                readable++;
            }
            catch (InputException e)
            {
                if (e.Problems.All(p => p.Where == path && p.What.Length > 0 && p.Mend.Length > 0))
                    refused++;
            }
        }

        // Flips inside the numbers cannot be seen; anything else must be.
        (refused + readable).ShouldBe(Trials);
        refused.ShouldBeGreaterThan(Trials / 2);
        readable.ShouldBeGreaterThan(Trials / 50);
    }

    /// <summary>
    /// What a file that opens says of its tensors must be true: they lie side by side within it and hold what their shapes say.
    /// </summary>
    private static void CheckReadable(SafetensorsFile file, byte[] bytes)
    {
        var total = 0L;
        foreach (var entry in file.Entries)
        {
            var count = entry.Shape.Aggregate((long)entry.Type.Size(), (product, size) => product * size);
            var same = file.Bytes(entry.Name).SequenceEqual(bytes.AsSpan((int)entry.Offset, (int)entry.Bytes));
            if (count != entry.Bytes || !same)
                throw new InvalidOperationException($"{entry.Describe()} is not what the file holds");
            total += entry.Bytes;
        }

        var header = BitConverter.ToInt64(bytes);
        total.ShouldBe(bytes.Length - 8 - header);
    }

    private static byte[] Damaged(byte[] good, int kind, Rng rng)
    {
        var bytes = good.ToArray();
        switch (kind)
        {
            case 0:
                return bytes[..rng.Next(good.Length)];
            case 1:
                for (var k = rng.Next(4); k >= 0; k--)
                    bytes[rng.Next(bytes.Length)] ^= (byte)(1 << rng.Next(8));
                return bytes;
            case 2:
                BitConverter.GetBytes(rng.Next(2) == 0 ? (long)rng.Next(2 * good.Length) : -rng.Next(100)).CopyTo(bytes, 0);
                return bytes;
            case 3:
                return WithHeader(bytes, header => NumberChanged(header, rng));
            default:
                return WithHeader(
                    bytes,
                    header =>
                        header.Remove(rng.Next(header.Length), 1).Insert(rng.Next(header.Length), "{}[],:\"0-"[rng.Next(9)].ToString())
                );
        }
    }

    /// <summary>Another number for a size or an offset: overlapping, past the end, negative, beyond 64 bits.</summary>
    private static string NumberChanged(string header, Rng rng)
    {
        var numbers = Regex.Matches(header, "[0-9]+");
        var at = numbers[rng.Next(numbers.Count)];
        string[] others = ["0", "1", "8", "100000", "-4", "9223372036854775807", "18446744073709551616", "1e3", rng.Next(200).ToString()];
        return header.Remove(at.Index, at.Length).Insert(at.Index, others[rng.Next(others.Length)]);
    }

    private static byte[] WithHeader(byte[] file, Func<string, string> change)
    {
        var length = (int)BitConverter.ToInt64(file);
        var header = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(file, 8, length)));
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. file.AsSpan(8 + length)];
    }

    private byte[] Sample()
    {
        SafetensorsWriter.Write(
            _folder["good.safetensors"],
            [
                TensorToWrite.Of("model.ids", TensorType.I64, [2], new[] { 7L, -9L }),
                TensorToWrite.Of("model.matrix", TensorType.F32, [2, 3], new[] { 1, -2, 3.5f, 0, float.MaxValue, 1e-30f }),
                TensorToWrite.Of("model.empty", TensorType.F32, [0, 4], Array.Empty<float>()),
                TensorToWrite.Of("model.half", TensorType.BF16, [4], new ushort[] { 1, 2, 3, 4 }),
            ],
            new Dictionary<string, string> { ["format"] = "pt" }
        );
        return File.ReadAllBytes(_folder["good.safetensors"]);
    }
}
