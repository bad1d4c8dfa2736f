using Parquet;
using Parquet.Serialization;

namespace Plugins.Tests.Sources.Files;

/// <summary>Parquet files in groups of ten rows: texts, numbers, truths, lists of lists and of structures, and what is null.</summary>
internal static class ParquetSamples
{
    public static async Task Write(string path, int rows, CompressionMethod compression)
    {
        await using var file = File.Create(path);
        await ParquetSerializer.SerializeAsync(Rows(rows), file, new ParquetOptions { CompressionMethod = compression, RowGroupSize = 10 });
    }

    public static List<Asked> Rows(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new Asked
                {
                    id = $"i{i}",
                    q = $"Frage {i}",
                    answers = [.. Enumerable.Range(0, i % 3).Select(j => new Answer { text = $"Antwort {i}.{j}" })],
                    tags =
                    [
                        ["a", "b"],
                        ["c"],
                    ],
                    score = i == 3 ? null : i / 2.0,
                    ok = i % 2 == 1,
                }),
        ];

    /// <summary>The names of columns.</summary>
    internal sealed class Asked
    {
        public string id { get; set; } = "";
        public string q { get; set; } = "";
        public List<Answer> answers { get; set; } = [];
        public List<List<string>> tags { get; set; } = [];
        public double? score { get; set; }
        public bool ok { get; set; }
    }

    internal sealed class Answer
    {
        public string text { get; set; } = "";
    }
}
