using Clt.Results.Statistics.Continual;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Forgetting and transfer over a stream of languages (continual.jsonl).</summary>
public class ContinualTests
{
    [GoldenFact("metrics/continual.jsonl")]
    public void Streams_equal_the_reference()
    {
        var near = new Near();
        foreach (var row in GoldenRows.Lines("metrics/continual.jsonl"))
        {
            var matrix = new TransferMatrix([.. row.GetProperty("R_rows_hops_cols_tests").EnumerateArray().Select(r => r.Numbers())]);
            var (random, alone, expected) = (row.Numbers("random_init"), row.Numbers("monolingual"), row.GetProperty("expected"));
            near.Check("forgetting per hop", matrix.ForgettingPerHop, expected.GetProperty("forgetting_per_hop"));
            var values = new Dictionary<string, double>
            {
                ["forgetting"] = matrix.MeanForgetting,
                ["forgetting_flat_mean"] = matrix.FlatForgetting,
                ["forgetting_final_row_vs_best_earlier"] = matrix.FinalForgetting,
                ["bwt"] = matrix.Backward,
                ["bwt_flat_mean"] = matrix.FlatBackward,
                ["bwt_final_row"] = matrix.FinalBackward,
                ["fwt0"] = matrix.Forward(random),
                ["fwt0_flat_mean"] = matrix.FlatForward(random),
                ["fwt0_next_hop_only"] = matrix.NextForward(random),
                ["fwt_vs_mono"] = matrix.ForwardAgainstAlone(alone),
                ["final_performance"] = matrix.Final,
                ["average_over_hops"] = matrix.Overall,
                ["average_incremental_lower_triangle"] = matrix.Incremental,
            };
            foreach (var field in expected.EnumerateObject().Where(f => f.Name != "forgetting_per_hop"))
                near.Check(field.Name, values[field.Name], field.Value.Number());
        }

        near.Verify();
    }
}
