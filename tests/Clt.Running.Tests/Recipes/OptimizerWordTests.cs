using Clt.Engine.Optimizers;
using Clt.Recipes.Grid;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

public sealed class OptimizerWordTests
{
    [Fact]
    public void Every_optimiser_has_a_text_of_its_own_that_tells_its_numbers()
    {
        Choice<IOptimizer>[] all =
        [
            AdamW(),
            Lion(),
            Adafactor(),
            Sgd(),
            Muon(),
            Muon(0.9),
            Muon(nesterov: false),
            NAdam(),
            NAdam(0.8),
            RAdam(),
            RAdam(beta2: 0.99),
            RmsProp(),
            RmsProp(0.9),
            RmsProp(momentum: 0.5),
            Adagrad(),
            Adadelta(),
            Adadelta(0.8),
        ];
        var made = all.Select(o => o.At(Point.Origin)).ToList();
        made.Select(o => o.Info.Text).Distinct().Count().ShouldBe(all.Length);
        made.ShouldAllBe(o => !o.Problems().Any());
    }
}
