using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Clt.Host.Bench;

/// <summary>The same model and examples in PyTorch: a plain loop over padded batches of similar length, as people write it.</summary>
internal static class PeerTraining
{
    private const string Script = "peer_train.py";
    private const string Python = "/usr/bin/python3";

    /// <summary>How many times as fast this engine is in tokens a second; null, and said on the error output, where PyTorch is missing.</summary>
    public static Measured? Times(string name, TrainingShape shape, TrainingFigures ours, BenchRun run)
    {
        var examples = shape.Examples(shape.Batch * (run.Runs + 1));
        var config = shape.Config;
        var job = new
        {
            vocabulary = config.VocabularySize,
            layers = config.Layers,
            width = config.HiddenSize,
            heads = config.Heads,
            kv_heads = config.KeyValueHeads,
            inner = config.IntermediateSize,
            batch = shape.Batch,
            threads = TorchSharp.torch.get_num_threads(),
            examples = examples.Select(e => e.Ids),
        };
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(job));
            return Run(file) is { } peer ? new Measured(name, "x", [.. ours.TokensPerSecond.Select(r => r / peer)]) : null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double? Run(string file)
    {
        var script = Path.Combine(AppContext.BaseDirectory, Script);
        using var process = Process.Start(new ProcessStartInfo(Python, [script, file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return double.Parse(output, CultureInfo.InvariantCulture);
        var last = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "no message";
        Console.Error.WriteLine($"The peer is skipped: {Python} says '{last}'. Install PyTorch with: apt-get install python3-torch");
        return null;
    }
}
