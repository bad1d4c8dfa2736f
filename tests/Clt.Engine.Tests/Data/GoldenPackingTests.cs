using System.Text.Json;
using Clt.Engine.Data;
using Clt.Testing;

namespace Clt.Engine.Tests.Data;

/// <summary>Rows against TRL's packing.</summary>
public sealed class GoldenPackingTests
{
    private static readonly string Folder = Path.Combine(SharedFolder.Golden, "training");

    /// <summary>The rows of the file: how they were packed, and their length where it is not the file's (<c>bfd_split_max32</c>).</summary>
    public static TheoryData<string> Rows()
    {
        var data = new TheoryData<string>();
        if (!File.Exists(Path.Combine(Folder, "packing.json")))
            return new TheoryData<string>("none");
        using var document = Read("packing.json");
        foreach (var rows in document.RootElement.GetProperty("rows").EnumerateObject())
            data.Add(rows.Name);
        return data;
    }

    [GoldenTheory("training/packing.json")]
    [MemberData(nameof(Rows))]
    public void Rows_of_any_length_are_those_of_the_reference(string name)
    {
        using var document = Read("packing.json");
        var expected = document.RootElement.GetProperty("rows").GetProperty(name).EnumerateArray().ToArray();
        var whole = document.RootElement.GetProperty("max_length").GetInt32();
        var (way, maxLength) = name.Split("_max") is [var before, var length] ? (before, int.Parse(length)) : (name, whole);
        if (way == "wrapped")
        {
            CheckWrapped(expected, maxLength);
            return;
        }

        var split = way == "bfd_split";
        (split || way == "bfd").ShouldBeTrue($"the reference packs in a way that is not known here: {way}");
        var sequences = Sequences();
        var pieces = SequencePacking
            .Pieces(sequences.Select(s => s.Length).ToArray(), maxLength)
            .Where(p => split || p.Start == 0)
            .ToArray();
        var rows = SequencePacking.BestFitDecreasing(pieces.Select(p => p.Length).ToArray(), maxLength);
        if (expected[0].TryGetProperty("examples", out _))
            rows.Select(row => row.Select(i => pieces[i].Sequence).ToArray()).ShouldBe(expected.Select(r => Ints(r, "examples")));
        if (expected[0].TryGetProperty("input_ids", out _))
            rows.Select(row => row.SelectMany(i => Piece(sequences, pieces[i])).ToArray())
                .ShouldBe(expected.Select(r => Ints(r, "input_ids")));
    }

    private static void CheckWrapped(JsonElement[] expected, int maxLength)
    {
        using var data = Read("data.json");
        var examples = data
            .RootElement.GetProperty("examples")
            .EnumerateArray()
            .Select(
                (e, i) =>
                {
                    int[] prompt = Ints(e, "prompt"),
                        completion = Ints(e, "completion");
                    bool[] targets = [.. prompt.Select(_ => false), .. completion.Select(_ => true)];
                    return new TokenizedExample($"{i}", new Language("und", "Zyyy"), "golden", [.. prompt, .. completion], targets);
                }
            );

        var rows = SequencePacking.Wrapped([.. examples], maxLength);
        rows.Select(r => r.Ids).ShouldBe(expected.Select(r => Ints(r, "input_ids")));
        // The first token of a row has nothing before it.
        rows.Select(r => r.Targets[1..]).ShouldBe(expected.Select(r => Ints(r, "labels")[1..].Select(label => label != -100).ToArray()));
    }

    private static int[] Piece(int[][] sequences, (int Sequence, int Start, int Length) piece) =>
        sequences[piece.Sequence].AsSpan(piece.Start, piece.Length).ToArray();

    private static int[][] Sequences()
    {
        using var document = Read("data.json");
        return document
            .RootElement.GetProperty("examples")
            .EnumerateArray()
            .Select(e => Ints(e, "prompt").Concat(Ints(e, "completion")).ToArray())
            .ToArray();
    }

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name)));

    private static int[] Ints(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(i => i.GetInt32()).ToArray();
}
