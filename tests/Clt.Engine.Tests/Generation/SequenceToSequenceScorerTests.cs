using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Tests.Models.Seq2Seq;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Generation;

public sealed class SequenceToSequenceScorerTests
{
    private static readonly int[][] Sources =
    [
        [5, 9, 11, 1],
        [6, 1],
        [20, 21, 22, 23, 24, 25, 1],
    ];

    [Theory]
    [InlineData(TinyPairs.T5)]
    [InlineData(TinyPairs.MBart)]
    public void Targets_of_sources_that_are_read_once_score_as_each_pair_alone(string json)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = TinyPairs.Create(json, seed: 3);
        model.Parameters.Values.mul_(2);
        (int Source, int[] Labels)[] targets = [(0, [7, 8, 1]), (0, [7, 1]), (2, [9, 10, 11, 1]), (1, [3, 1]), (2, [4, 1])];

        var scores = SequenceToSequenceScorer.LogLikelihoods(model, Sources, targets);

        foreach (var (score, target) in scores.Zip(targets))
        {
            using var batch = SequenceToSequenceBatch.Of(model.Config, [new SequencePair(Sources[target.Source], target.Labels)]);
            var alone = model.TokenLosses(model.Forward(batch), batch.Target.Targets!).data<float>().ToArray();
            score.Length.ShouldBe(target.Labels.Length);
            for (var i = 0; i < alone.Length; i++)
                score[i].ShouldBe(-alone[i], 1e-5);
        }
    }
}
