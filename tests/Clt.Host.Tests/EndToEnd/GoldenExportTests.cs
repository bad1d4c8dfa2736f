using System.Text.Json;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary><c>clt export</c>, the real command.</summary>
public sealed class GoldenExportTests : IDisposable
{
    private static readonly string Models = Path.Combine(SharedFolder.Golden, "models");
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [GoldenFact("models/lora")]
    public void An_adapter_is_merged_proved_and_never_overwrites()
    {
        string[] command =
        [
            "export",
            Path.Combine(Models, "llama3"),
            "--adapter",
            Path.Combine(Models, "lora", "dora"),
            "--out",
            "out",
            "--dtype",
            "bf16",
        ];

        var result = _clt.Run([.. command, "--shard-size", "0.0001", "--json"]);

        result.ExitCode.ShouldBe(0, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.GetProperty("ok").GetBoolean().ShouldBeTrue();
        document.RootElement.GetProperty("dtype").GetString().ShouldBe("bfloat16");
        document.RootElement.GetProperty("samples").EnumerateArray().ShouldAllBe(s => s.GetProperty("same").GetBoolean());
        document.RootElement.GetProperty("files").Texts().ShouldContain("model.safetensors.index.json");
        var again = _clt.Run(command);
        again.ExitCode.ShouldBe(2, again.ToString());
        again.Error.ShouldContain("overwritten");
        var verified = _clt.Run("verify", "model", "out");
        verified.ExitCode.ShouldBe(0, verified.ToString());
        verified.Output.ShouldContain("BF16");
    }

    [GoldenFact("models/lora")]
    public void Wrong_input_exits_with_2_and_leaves_nothing()
    {
        Wrong("'bf16'", "export", Path.Combine(Models, "llama3"), "--out", "out", "--dtype", "bf61");
        Wrong("no model", "export", _clt.Folder, "--out", "out");
        Wrong("adapter_config.json", "export", Path.Combine(Models, "llama3"), "--adapter", Models, "--out", "out");
        Wrong("lora_A", "export", Path.Combine(Models, "mistral"), "--adapter", Path.Combine(Models, "lora", "lora"), "--out", "out");
        Wrong("--shard-size", "export", Path.Combine(Models, "llama3"), "--out", "out", "--shard-size", "0");
    }

    [SmallDiskFact("models")]
    public void A_full_disk_exits_with_1_and_leaves_nothing()
    {
        var small = Path.Combine(_clt.Folder, "small");
        Directory.CreateDirectory(small);
        SmallDiskFactAttribute.Mount(small, kilobytes: 100).ShouldBeTrue();
        try
        {
            var result = _clt.Run("export", Path.Combine(Models, "llama3"), "--out", Path.Combine(small, "out"));
            result.ExitCode.ShouldBe(1, result.ToString());
            result.Error.ShouldContain("No space left", Case.Insensitive, result.ToString());
            Directory.GetFileSystemEntries(small).ShouldBeEmpty();
        }
        finally
        {
            SmallDiskFactAttribute.Unmount(small);
        }
    }

    private void Wrong(string expected, params string[] command)
    {
        var result = _clt.Run(command);
        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain(expected, Case.Sensitive, result.ToString());
        Directory.GetFileSystemEntries(_clt.Folder).Where(f => Path.GetFileName(f) != "cache").ShouldBeEmpty();
    }
}
