using System.Text;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var path = WriteSample();
        using var file = SafetensorsFile.Open(path);

        file.Metadata["format"].ShouldBe("pt");
        file.Entries.Select(e => e.Name).ShouldBe(["ids", "matrix", "half", "empty"], ignoreOrder: true);
        file["matrix"].Shape.ShouldBe([2L, 3L]);
        file.Floats("matrix").ShouldBe([1, -2, 3.5f, 0, float.MaxValue, 1e-30f]);
        file.Values<long>("ids").ToArray().ShouldBe([7L, -9L]);
        file["empty"].Count.ShouldBe(0);
        file.Floats("half").ShouldBe([0.5f, -1f]);
    }

    [Fact]
    public void Writing_returns_the_hash_of_the_file_and_leaves_no_temporary_file()
    {
        var hash = SafetensorsWriter.Write(_folder["a.safetensors"], [TensorToWrite.Of("x", TensorType.F32, [2], new[] { 1f, 2f })]);

        hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder["a.safetensors"]))));
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void A_failed_write_keeps_the_older_file()
    {
        var path = WriteSample();
        var before = File.ReadAllBytes(path);
        var failing = new TensorToWrite("x", TensorType.F32, [1], _ => throw new IOException("No space left on device"));

        Should.Throw<IOException>(() => SafetensorsWriter.Write(path, [failing]));

        File.ReadAllBytes(path).ShouldBe(before);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(
        """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
        12,
        "overlaps"
    )]
    [InlineData("""{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", 8, "truncated")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "hole")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "belong to none")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "byte range has 8 bytes")]
    [InlineData("""{"x":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", 8, "F8_E4M3")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,8]}}""", 8, "byte range")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "negative")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "byte range 8..0")]
    [InlineData("""{"x":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "not valid JSON")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2]}}""", 8, "lacks")]
    [InlineData(
        """{"x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
        0,
        "twice"
    )]
    [InlineData("""[1]""", 0, "not a JSON object")]
    [InlineData("""{"x":""", 0, "not valid JSON")]
    public void A_contradictory_header_is_refused_with_its_fault(string json, int dataBytes, string expected)
    {
        var header = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 7) / 8 * 8));
        var path = _folder["bad.safetensors"];
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. new byte[dataBytes]]);

        var error = Should.Throw<InputException>(() => SafetensorsFile.Open(path));

        error.Problems.Single().What.ShouldContain(expected);
        error.Problems.Single().Where.ShouldBe(path);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    [InlineData(200UL)]
    public void A_wrong_header_length_is_refused(ulong length)
    {
        var path = _folder["bad.safetensors"];
        File.WriteAllBytes(path, [.. BitConverter.GetBytes(length), .. Encoding.UTF8.GetBytes("{}      ")]);

        Should.Throw<InputException>(() => SafetensorsFile.Open(path)).Problems.Single().What.ShouldContain("header");
    }

    [Fact]
    public void A_missing_file_and_a_missing_tensor_are_input_errors()
    {
        Should.Throw<InputException>(() => SafetensorsFile.Open(_folder["none.safetensors"])).Message.ShouldContain("no such file");
        using var file = SafetensorsFile.Open(WriteSample());
        Should.Throw<InputException>(() => file["matrx"]).Message.ShouldContain("'matrix'");
    }

    private string WriteSample()
    {
        var path = _folder["sample.safetensors"];
        var half = new byte[4];
        FloatConversion.FromSingle(TensorType.BF16, [0.5f, -1f], half);
        SafetensorsWriter.Write(
            path,
            [
                TensorToWrite.Of("ids", TensorType.I64, [2], new[] { 7L, -9L }),
                TensorToWrite.Of("matrix", TensorType.F32, [2, 3], new[] { 1, -2, 3.5f, 0, float.MaxValue, 1e-30f }),
                TensorToWrite.Of("half", TensorType.BF16, [2], half.Chunk(2).Select(c => BitConverter.ToUInt16(c)).ToArray()),
                TensorToWrite.Of("empty", TensorType.F32, [0, 4], Array.Empty<float>()),
            ],
            new Dictionary<string, string> { ["format"] = "pt" }
        );
        return path;
    }
}
