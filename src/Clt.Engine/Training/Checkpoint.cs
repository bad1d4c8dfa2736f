using System.Security.Cryptography;
using System.Text.Json;
using Clt.Formats.Files;

namespace Clt.Engine.Training;

/// <summary>A folder with a run's tensors, its position and the checksums of both.</summary>
internal static class Checkpoint
{
    private const string StateName = "state.json";
    private const string TensorsName = "tensors.safetensors";
    private const string ChecksumsName = "checksums.json";

    /// <summary>Writes the folder beside its place, flushes it and renames it.</summary>
    /// <exception cref="IOException">The disk is full or read-only; nothing is left behind.</exception>
    public static void Write(string folder, StateSnapshot tensors, CheckpointState state) =>
        AtomicFolder.Write(
            folder,
            temporary =>
            {
                var sums = new Dictionary<string, string> { [TensorsName] = tensors.Save(Tensors(temporary)) };
                AtomicFile.WriteText(Path.Combine(temporary, StateName), JsonSerializer.Serialize(state));
                sums[StateName] = Hash(Path.Combine(temporary, StateName));
                AtomicFile.WriteText(Path.Combine(temporary, ChecksumsName), JsonSerializer.Serialize(sums));
                return true;
            },
            replace: true
        );

    /// <summary>Reads the state after checking every file against its checksum.</summary>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static CheckpointState Check(string folder)
    {
        try
        {
            var sums = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, ChecksumsName)))!;
            foreach (var name in new[] { TensorsName, StateName })
            {
                if (!sums.TryGetValue(name, out var sum))
                    throw Damaged($"{ChecksumsName} lacks {name}", null);
                if (Hash(Path.Combine(folder, name)) != sum)
                    throw Damaged($"{name} is damaged: its checksum differs", null);
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

    /// <summary>Reads the state alone; null where it cannot be read.</summary>
    public static CheckpointState? Position(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<CheckpointState>(File.ReadAllText(Path.Combine(folder, StateName)));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The file of tensors in a checkpoint.</summary>
    public static string Tensors(string folder) => Path.Combine(folder, TensorsName);

    public static InputException OtherJob(string where, string theirs, string ours) =>
        new($"this was written by another job ('{theirs}', not '{ours}')", where, "Use another folder, or remove this one.");

    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
