using System.Buffers.Binary;
using Apache.Arrow.Ipc;
using Clt.Plugins.Sources.Files.Metadata;

namespace Plugins.Tests.Sources.Files;

/// <summary>Arrow's metadata before a library reads them: damage that would reserve gigabytes is told at once.</summary>
public sealed class ArrowFileTests
{
    private const int Rows = 9;

    [Theory]
    [InlineData(null)]
    [InlineData(CompressionCodecType.Zstd)]
    [InlineData(CompressionCodecType.Lz4Frame)]
    public void What_a_writer_wrote_is_taken_and_half_of_it_is_not(CompressionCodecType? codec)
    {
        var bytes = Sample(codec);
        ArrowFile.Check(new MemoryStream(bytes));
        Should.Throw<InvalidDataException>(() => ArrowFile.Check(new MemoryStream(bytes[..(bytes.Length / 2)])));
    }

    /// <summary>Whichever number is damaged: what is announced is compared with what is there before anything is reserved.</summary>
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(0x00FFFFFF)]
    [InlineData(-1)]
    public void Any_number_may_be_another(int number)
    {
        var bytes = Sample(CompressionCodecType.Zstd);
        var refused = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var place = 0; place < bytes.Length - 4; place += 4)
        {
            var damaged = bytes.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(place), number);
            refused += IsRefused(damaged) ? 1 : 0;
        }

        refused.ShouldBeGreaterThan(50);
        var trials = bytes.Length / 4;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(
            20L * trials * bytes.Length,
            "bytes for all copies and readings"
        );
    }

    [Fact]
    public void Rows_without_values_are_told()
    {
        var bytes = Sample(null);
        // The batch and its columns say how many rows there are.
        var changed = 0;
        for (var place = 0; place < bytes.Length - 8; place += 4)
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(place)) != Rows)
                continue;
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(place), 1L << 50);
            changed++;
        }

        changed.ShouldBeGreaterThan(1);
        Should
            .Throw<InvalidDataException>(() => ArrowFile.Check(new MemoryStream(bytes)))
            .Message.ShouldContain("the most that its bytes can hold");
    }

    private static bool IsRefused(byte[] bytes)
    {
        try
        {
            ArrowFile.Check(new MemoryStream(bytes));
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static byte[] Sample(CompressionCodecType? codec)
    {
        using var folder = new TemporaryFolder();
        ArrowSamples.Write(folder.Combine("rows.arrow"), Rows, isFile: false, codec);
        return File.ReadAllBytes(folder.Combine("rows.arrow"));
    }
}
