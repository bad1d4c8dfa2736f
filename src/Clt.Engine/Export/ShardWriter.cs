using System.Globalization;
using System.Text.Json;
using Clt.Engine.Parameters;
using Clt.Formats.Files;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Export;

/// <summary>
/// Writes weights as transformers does: one <c>model.safetensors</c>, or shards with an index where that would be too large.
/// </summary>
internal static class ShardWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(FlatParameters parameters, string folder, Dtype dtype, long shardBytes)
    {
        var metadata = new Dictionary<string, string> { ["format"] = "pt" };
        var shards = Split([.. WeightFiles.Tensors(parameters, dtype)], shardBytes);
        if (shards.Count == 1)
        {
            SafetensorsWriter.Write(Path.Combine(folder, WeightShards.Single), shards[0], metadata);
            return;
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < shards.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"model-{i + 1:00000}-of-{shards.Count:00000}.safetensors");
            SafetensorsWriter.Write(Path.Combine(folder, name), shards[i], metadata);
            foreach (var tensor in shards[i])
                map.Add(tensor.Name, name);
        }

        var index = new { metadata = new { total_size = shards.Sum(s => s.Sum(t => t.Bytes)) }, weight_map = map };
        AtomicFile.WriteText(Path.Combine(folder, WeightShards.Index), JsonSerializer.Serialize(index, Indented));
    }

    /// <summary>In the parameters' order, a new shard wherever the next tensor would make one too large.</summary>
    private static List<List<TensorToWrite>> Split(List<TensorToWrite> tensors, long shardBytes)
    {
        var shards = new List<List<TensorToWrite>> { new() };
        var room = shardBytes;
        foreach (var tensor in tensors)
        {
            if (tensor.Bytes > room && shards[^1].Count > 0)
            {
                shards.Add([]);
                room = shardBytes;
            }

            shards[^1].Add(tensor);
            room -= tensor.Bytes;
        }

        return shards;
    }
}
