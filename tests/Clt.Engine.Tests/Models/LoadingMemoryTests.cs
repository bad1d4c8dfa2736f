using System.Diagnostics;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;
using Clt.Tests;
using Xunit.Abstractions;

namespace Clt.Engine.Tests.Models;

/// <summary>Tests that measure the process run alone.</summary>
[Collection(nameof(Alone))]
public sealed class LoadingMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const long Rows = 1024,
        Columns = 8192,
        Matrices = 12;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The peak of the process's memory while a file of 192 MiB is loaded, as the kernel counts it, the mapped file included.
    /// </summary>
    [Fact]
    public void Loading_needs_little_more_memory_than_the_parameters()
    {
        var path = _folder["model.safetensors"];
        var bytes = Rows * Columns * Matrices * 2;
        var zeros = new byte[Columns * 2];
        SafetensorsWriter.Write(
            path,
            Enumerable
                .Range(0, (int)Matrices)
                .Select(i => new TensorToWrite(
                    $"m{i}",
                    TensorType.BF16,
                    [Rows, Columns],
                    stream =>
                    {
                        for (var row = 0; row < Rows; row++)
                            stream.Write(zeros);
                    }
                ))
        );
        var specs = Enumerable
            .Range(0, (int)Matrices)
            .Select(i => new ParameterSpec($"m{i}", [Rows, Columns], true, null, [new ParameterPart($"m{i}", Rows)]));
        Load(specs, path).Dispose(); // code and pools are in place after the first time

        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Kilobytes("VmHWM") * 1024;
        var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        using var parameters = Load(specs, path);
        var (seconds, busy) = (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
        var used = Kilobytes("VmHWM") * 1024 - before;

        output.WriteLine(
            $"{used / (double)bytes:F3} of the file, {bytes / seconds / 1e9:F1} GB/s, {bytes / busy / 1e9:F1} GB a second of one core"
        );
        used.ShouldBeInRange((long)(0.9 * bytes), (long)(1.15 * bytes));
    }

    private static FlatParameters Load(IEnumerable<ParameterSpec> specs, string path)
    {
        var parameters = new FlatParameters([.. specs], Dtype.BFloat16);
        using var shards = WeightShards.OpenFile(path);
        WeightFiles.Load(parameters, shards.Tensors, path, "", _ => false);
        return parameters;
    }

    private static long Kilobytes(string name) =>
        long.Parse(
            File.ReadLines("/proc/self/status").First(l => l.StartsWith(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]
        );
}
