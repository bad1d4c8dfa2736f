namespace Clt.Host.Bench;

/// <summary>What benchmarks aim at, by benchmark and case. Rates per GFLOP/s hold on any machine.</summary>
internal static class BenchGoals
{
    private static readonly Dictionary<(string Bench, string Case), BenchGoal> Goals = new()
    {
        [("generate", "shared prefix, normed")] = 12,
        [("score", "shared contexts, normed")] = 2.2,
        [("train", "9 M, full, fp32")] = 0.7,
        [("train", "35 M, full, fp32")] = 0.85,
        [("train", "9 M, LoRA r 16, fp32")] = 0.6,
        [("train", "9 M, full, bf16")] = 1,
        [("train", "AdamW step of 35 M")] = 1 / 1.5,
        [("train", TrainBenchmark.VocabularyStep)] = AtMost(0.5),
        [("train", TrainBenchmark.VocabularyMemory)] = AtMost(300),
        [("train", TrainBenchmark.Loop)] = AtMost(0.02),
        // A megabyte for what the runtime itself does meanwhile.
        [("train", TrainBenchmark.Growth)] = AtMost(1),
        [("train", TrainBenchmark.Start)] = AtMost(0.9),
        [("train", TrainBenchmark.StartMemory)] = AtMost(350),
        // Not rates: how many times smaller the forecast's error is than a simple rule's.
        [("advise", "all English")] = 2,
        [("advise", "spread evenly")] = 1.25,
        [("advise", "the last run")] = 1,
        // Five times sacreBLEU 2.6 (10,000 pairs in 1.9 and 4.1 s), rouge-score (1,000 in 0.70 s) and seqeval (10,000 sentences in 0.30 s);
        // five times this program's earlier TER (1,000 pairs in 4.1 s); 10,000 resamples in half a second.
        [("metrics", "bleu")] = 26_300,
        [("metrics", "chrf")] = 12_200,
        [("metrics", "rouge-score-l")] = 7_140,
        [("metrics", "entity-f1")] = 167_000,
        [("metrics", "ter")] = 1_220,
        [("metrics", "bootstrap")] = 20_000,
    };

    /// <summary>The goal of a case, or null.</summary>
    public static BenchGoal? Of(string bench, string name) => Goals.GetValueOrDefault((bench, name));

    private static BenchGoal AtMost(double value) => new(value, AtMost: true);
}
