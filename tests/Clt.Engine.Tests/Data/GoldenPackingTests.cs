using System.Text.Json;
using Clt.Engine.Data;
using Clt.Testing;

namespace Clt.Engine.Tests.Data;

/// <summary>Rows against TRL's packing.</summary>
public sealed class GoldenPackingTests
{
    private static readonly string Folder = Path.Combine(SharedFolder.Golden, "training");

    [GoldenFact("training/packing.json")]
    public void Best_fit_decreasing_gives_the_reference_rows()
    {
        using var document = Read("packing.json");
        var maxLength = document.RootElement.GetProperty("max_length").GetInt32();
        var lengths = Sequences().Select(s => s.Length).ToArray();
        foreach (var name in new[] { "bfd", "bfd_split" })
        {
            var expected = document.RootElement.GetProperty("rows").GetProperty(name).EnumerateArray().Select(r => Ints(r, "examples")).ToArray();
            var rows = SequencePacking.BestFitDecreasing(lengths, maxLength);
            rows.Select(r => r.ToArray()).ShouldBe(expected);
        }
    }

    [GoldenTheory("training/packing.json")]
    [InlineData("bfd_max32", 32, false)]
    [InlineData("bfd_split_max32", 32, true)]
    public void Sequences_above_the_row_length_are_cut_or_split_as_in_the_reference(string name, int maxLength, bool split)
    {
        using var document = Read("packing.json");
        var sequences = Sequences();
        var pieces = SequencePacking.Pieces(sequences.Select(s => s.Length).ToArray(), maxLength).Where(p => split || p.Start == 0).ToArray();
        var rows = SequencePacking.BestFitDecreasing(pieces.Select(p => p.Length).ToArray(), maxLength);
        var ids = rows.Select(
            row => row.SelectMany(i => sequences[pieces[i].Sequence].AsSpan(pieces[i].Start, pieces[i].Length).ToArray()).ToArray());

        ids.ShouldBe(document.RootElement.GetProperty("rows").GetProperty(name).EnumerateArray().Select(r => Ints(r, "input_ids")).ToArray());
    }

    [GoldenFact("training/packing.json")]
    public void Wrapped_rows_are_the_reference()
    {
        using var document = Read("packing.json");
        using var data = Read("data.json");
        var examples = data.RootElement.GetProperty("examples").EnumerateArray().Select((e, i) =>
        {
            int[] prompt = Ints(e, "prompt"), completion = Ints(e, "completion");
            bool[] targets = [.. prompt.Select(_ => false), .. completion.Select(_ => true)];
            return new TokenizedExample($"{i}", new Language("und", "Zyyy"), "golden", [.. prompt, .. completion], targets);
        });

        var rows = SequencePacking.Wrapped([.. examples], document.RootElement.GetProperty("max_length").GetInt32());

        var expected = document.RootElement.GetProperty("rows").GetProperty("wrapped").EnumerateArray().ToArray();
        rows.Select(r => r.Ids).ShouldBe(expected.Select(r => Ints(r, "input_ids")));
        // The first token of a row has nothing before it.
        rows.Select(r => r.Targets[1..]).ShouldBe(expected.Select(r => Ints(r, "labels")[1..].Select(label => label != -100).ToArray()));
    }

    private static int[][] Sequences()
    {
        using var document = Read("data.json");
        return document.RootElement.GetProperty("examples").EnumerateArray()
            .Select(e => Ints(e, "prompt").Concat(Ints(e, "completion")).ToArray()).ToArray();
    }

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name)));

    private static int[] Ints(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(i => i.GetInt32()).ToArray();
}
