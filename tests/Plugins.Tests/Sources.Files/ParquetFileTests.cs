using System.Buffers.Binary;
using Clt.Plugins.Sources.Files.Metadata;
using Parquet;

namespace Plugins.Tests.Sources.Files;

/// <summary>Parquet's metadata before a library reads them: damage that costs minutes, all memory or the process is told at once.</summary>
public sealed class ParquetFileTests
{
    // Field 1, the version, as a number; then the header of a list in field 2, the schema.
    private static readonly byte[] Begun = [0x15, 0x02, 0x19];

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task What_a_writer_wrote_is_taken_and_every_part_of_it_is_not(CompressionMethod compression)
    {
        var bytes = await Sample(compression);
        ParquetFile.Check(new MemoryStream(bytes));
        foreach (var length in Enumerable.Range(0, bytes.Length).Where(l => l % 7 == 0))
            Should.Throw<InvalidDataException>(() => ParquetFile.Check(new MemoryStream(bytes[..length])));
    }

    [Fact]
    public void A_list_of_truths_is_told() => Told([.. Begun, 0x21, 0x01, 0x01], "elements of the type True");

    [Fact]
    public void More_elements_than_bytes_are_told() => Told([.. Begun, 0xFC, 0xFF, 0xFF, 0xFF, 0x7F, 0x00], "are announced");

    [Fact]
    public void Another_type_than_the_format_s_is_told() => Told([0x18, 0x01, 0x41, 0x00], "field 1 of FileMetaData has the type Binary");

    [Fact]
    public void A_type_that_the_format_lacks_is_told() => Told([0x0B, 0xC8, 0x01, 0x00], "type Map");

    /// <summary>In a field that is not known, whose structures go on and on.</summary>
    [Fact]
    public void Structures_without_end_are_told() => Told([0x0C, 0xC8, 0x01, .. Enumerable.Repeat((byte)0x1C, 100_000)], "deeper");

    [Fact]
    public void Lists_without_end_are_told() => Told([0x09, 0xC8, 0x01, .. Enumerable.Repeat((byte)0x19, 100_000)], "deeper");

    [Fact]
    public void A_number_of_too_many_bits_is_told() => Told([0x15, .. Enumerable.Repeat((byte)0xFF, 12)], "more than 32 bits");

    /// <summary>A field of a format to come is passed over, whatever it is.</summary>
    [Fact]
    public void A_field_that_is_not_known_is_passed_over()
    {
        // A structure of a number, a text, a double, a truth and a list of numbers, in field 100.
        byte[] unknown = [0x0C, 0xC8, 0x01, 0x16, 0x02, 0x18, 0x01, 0x41, 0x17, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x19, 0x25, 0x02, 0x04, 0x00];
        var read = new ThriftReader(
            new byte[] { 0x15, 0x04 }
                .Concat(unknown)
                .Concat(new byte[] { 0x00 })
                .ToArray()
        );
        read.Read(ParquetShapes.FileMetaData).Number(1).ShouldBe(2);
        read.Position.ShouldBe(2 + unknown.Length + 1);
    }

    [Theory]
    [InlineData("PARE", "encrypted")]
    [InlineData("JSON", "does not end as a Parquet file")]
    public async Task Another_end_is_told(string end, string told)
    {
        var bytes = await Sample(CompressionMethod.None);
        System.Text.Encoding.ASCII.GetBytes(end, bytes.AsSpan(bytes.Length - 4));
        Should.Throw<InvalidDataException>(() => ParquetFile.Check(new MemoryStream(bytes))).Message.ShouldContain(told);
    }

    private static void Told(byte[] metadata, string told)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, metadata.Length);
        byte[] file = [.. "PAR1"u8, .. metadata, .. length, .. "PAR1"u8];
        Should.Throw<InvalidDataException>(() => ParquetFile.Check(new MemoryStream(file))).Message.ShouldContain(told);
    }

    private static async Task<byte[]> Sample(CompressionMethod compression)
    {
        using var folder = new TemporaryFolder();
        await ParquetSamples.Write(folder.Combine("rows.parquet"), 12, compression);
        return File.ReadAllBytes(folder.Combine("rows.parquet"));
    }
}
