using System.Text;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Tokenization;

public class TokenizerSpeedTests
{
    [Fact]
    public void Every_run_is_measured()
    {
        var tokenizer = BpeTrainer.Train(["some words to train on"], 270, []);
        var speeds = TokenizerSpeed.MegabytesPerSecond(tokenizer, ["some words", "другие слова"], runs: 4, threads: 2);
        speeds.Count.ShouldBe(4);
        speeds.ShouldAllBe(s => s > 0);
    }

    [Fact]
    public void Cutting_at_escaped_spaces_changes_no_token()
    {
        // "a▁" is a piece, so that nothing is cut between those two; after b it is.
        var tokenizer = TokenizerLoader.FromJson(
            Encoding.UTF8.GetBytes(
                """
                {"model": {"type": "BPE", "vocab": {"▁": 0, "a": 1, "b": 2, "a▁": 3, "▁b": 4, "▁▁": 5}, "merges": [["▁", "▁"], ["a", "▁"],
                ["▁", "b"]]}}
                """
            )
        );
        tokenizer.Encode("ba▁b▁b▁▁▁ab").Ids.ShouldBe([2, 3, 2, 4, 5, 0, 1, 2]);
        tokenizer.Encode("ba▁b▁b▁▁▁ab").Offsets.ShouldBe([(0, 1), (1, 3), (3, 4), (4, 6), (6, 8), (8, 9), (9, 10), (10, 11)]);
    }
}
