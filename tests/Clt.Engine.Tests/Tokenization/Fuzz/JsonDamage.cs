using System.Text;
using System.Text.Json.Nodes;

namespace Clt.Engine.Tests.Tokenization.Fuzz;

/// <summary>Random damage to a JSON file: of its bytes, or of its values while it stays JSON.</summary>
internal static class JsonDamage
{
    private static readonly string[] Values =
    [
        "null",
        "true",
        "-1",
        "0",
        "7",
        "16777217",
        "99999999999",
        "1.5",
        "-1e999",
        "\"\"",
        "\"a\"",
        "\"(a\"",
        "\"\\ud800\"",
        "[]",
        "[1]",
        "[[\"a\"]]",
        "{}",
        "{\"type\": \"NFC\"}",
    ];

    /// <summary>Up to four bytes changed, removed or doubled.</summary>
    public static byte[] Bytes(string json, Rng rng)
    {
        var bytes = Encoding.UTF8.GetBytes(json).ToList();
        for (var n = 1 + rng.Next(4); n > 0; n--)
        {
            var at = rng.Next(bytes.Count);
            switch (rng.Next(3))
            {
                case 0:
                    bytes[at] = (byte)rng.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, bytes[rng.Next(bytes.Count)]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>One value, anywhere, replaced by another, or left out.</summary>
    public static byte[] Value(string json, Rng rng)
    {
        var root = JsonNode.Parse(json)!;
        var places = new List<(JsonNode Parent, string? Name, int Index)>();
        Collect(root, places);
        var (parent, name, index) = places[rng.Next(places.Count)];
        var value = rng.Next(Values.Length + 1);
        if (value == Values.Length)
        {
            if (parent is JsonObject owner)
                owner.Remove(name!);
            else
                parent.AsArray().RemoveAt(index);
            return Encoding.UTF8.GetBytes(root.ToJsonString());
        }

        // By text, since a node cannot hold what is no valid string.
        const string Mark = "the damaged value";
        if (parent is JsonObject o)
            o[name!] = Mark;
        else
            parent.AsArray()[index] = Mark;
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace($"\"{Mark}\"", Values[value], StringComparison.Ordinal));
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string? Name, int Index)> places)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, child) in members)
            {
                places.Add((members, name, 0));
                Collect(child, places);
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                places.Add((items, null, i));
                Collect(items[i], places);
            }
        }
    }
}
