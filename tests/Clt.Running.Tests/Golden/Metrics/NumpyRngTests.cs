using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Clt.Results.Statistics.Numpy;
using Clt.Results.Statistics.Resampling;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>numpy's generators, word for word (golden/metrics/numpy_rng.jsonl).</summary>
public class NumpyRngTests
{
    private readonly Near _near = new(0);

    [GoldenFact("metrics/numpy_rng.jsonl")]
    public void Generators_give_the_words_of_numpy()
    {
        foreach (var row in GoldenRows.Lines("metrics/numpy_rng.jsonl"))
        {
            var seed = UInt128.Parse(row.Text("seed"));
            if (row.TryGetProperty("first_uint32", out _))
                CheckMt19937(row, (uint)seed);
            else
                CheckPcg64(row, seed);
        }

        _near.Verify();
    }

    private void CheckPcg64(JsonElement row, UInt128 seed)
    {
        var fresh = new Pcg64(seed);
        _near.Same("seed words", new SeedSequence(seed).Generate(8).Select(w => w.ToString()), row.Texts("seedsequence_words8"));
        _near.Same("state", fresh.State, UInt128.Parse(row.Text("state")));
        _near.Same("increment", fresh.Increment, UInt128.Parse(row.Text("inc")));
        _near.Same("64-bit words", Enumerable.Range(0, 8).Select(_ => fresh.NextUInt64().ToString()), row.Texts("first_uint64"));
        var n = row.GetProperty("choice_n").GetInt32();
        CheckRest(row, new Pcg64(seed).NextDouble, "random6", new Pcg64(seed).Next, n);
        var flips = row.GetProperty("bool_rows2").EnumerateArray().SelectMany(r => r.Numbers()).ToList();
        _near.Same("booleans", new Pcg64(seed).Booleans(flips.Count).Select(b => b ? 1.0 : 0), flips);
        _near.Same("integers", new Pcg64(seed).Integers(1000, 12).Select(v => (double)v), row.Numbers("integers_0_1000_x12"));
    }

    private void CheckMt19937(JsonElement row, uint seed)
    {
        var fresh = new Mt19937(seed);
        _near.Same("32-bit words", row.Numbers("first_uint32").Select(_ => (double)fresh.NextUInt32()), row.Numbers("first_uint32"));
        CheckRest(row, new Mt19937(seed).NextDouble, "random_sample6", new Mt19937(seed).Next, row.GetProperty("choice_n").GetInt32());
    }

    private void CheckRest(JsonElement row, Func<double> real, string reals, Func<int, int> next, int n)
    {
        _near.Check(reals, [.. Enumerable.Range(0, 6).Select(_ => real())], row.GetProperty(reals));
        var choices = Enumerable.Range(0, 50 * n).Select(_ => next(n)).ToArray();
        var firstRows = row.GetProperty("choice_rows2").EnumerateArray().SelectMany(r => r.Numbers());
        _near.Same("choices", choices.Take(2 * n).Select(c => (double)c), firstRows);
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(choices.AsSpan())));
        _near.Same("hash of choices", hash, row.Text("choice50_sha256_le_int32"));
    }
}
