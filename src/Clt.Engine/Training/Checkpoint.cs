using System.Security.Cryptography;
using System.Text.Json;
using Clt.Engine.Checkpoints;
using Clt.Engine.Models;

namespace Clt.Engine.Training;

/// <summary>A folder with weights, optimiser state, position and the checksums of all three.</summary>
internal static class Checkpoint
{
    private const string StateName = "state.json";
    private const string OptimizerName = "optimizer.safetensors";
    private const string ChecksumsName = "checksums.json";

    /// <summary>Writes the folder beside its place, flushes it and renames it.</summary>
    /// <exception cref="IOException">The disk is full or read-only; nothing is left behind.</exception>
    public static void Write(string folder, ITrainableModel model, OptimizerState optimizer, CheckpointState state)
    {
        var parent = Path.GetDirectoryName(folder)!;
        var temporary = Path.Combine(parent, ".tmp-" + Path.GetFileName(folder));
        try
        {
            Delete(temporary);
            var sums = new Dictionary<string, string> { [model.WeightsFile] = model.Save(temporary) };
            sums[OptimizerName] = optimizer.Save(Path.Combine(temporary, OptimizerName));
            AtomicFile.WriteText(Path.Combine(temporary, StateName), JsonSerializer.Serialize(state));
            sums[StateName] = Hash(Path.Combine(temporary, StateName));
            AtomicFile.WriteText(Path.Combine(temporary, ChecksumsName), JsonSerializer.Serialize(sums));
            Delete(folder);
            Directory.Move(temporary, folder);
            AtomicFile.FlushFolder(parent);
        }
        catch
        {
            Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads the state after checking every file against its checksum.</summary>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static CheckpointState Check(string folder)
    {
        try
        {
            var sums = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, ChecksumsName)))!;
            if (sums.Count != 3 || !sums.ContainsKey(OptimizerName) || !sums.ContainsKey(StateName)) throw Damaged($"{ChecksumsName} lacks a file", null);
            foreach (var (name, sum) in sums)
            {
                if (Hash(Path.Combine(folder, name)) != sum) throw Damaged($"{name} is damaged: its checksum differs", null);
            }

            return JsonSerializer.Deserialize<CheckpointState>(File.ReadAllText(Path.Combine(folder, StateName)))!;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw Damaged(e.Message, e);
        }

        InputException Damaged(string what, Exception? inner) =>
            new(what, folder, "Remove the checkpoint; an older one or the start will be used.", inner);
    }

    /// <summary>Puts weights and optimiser state back.</summary>
    public static void Restore(string folder, ITrainableModel model, OptimizerState optimizer, int steps)
    {
        model.LoadWeights(folder);
        optimizer.Load(Path.Combine(folder, OptimizerName), steps);
    }

    public static InputException OtherJob(string where, string theirs, string ours) => new(
        $"this was written by another job ('{theirs}', not '{ours}')", where, "Use another folder, or remove this one.");

    public static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
