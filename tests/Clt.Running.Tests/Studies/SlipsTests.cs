using System.Diagnostics;
using Clt.Recipes.Expansion;
using Clt.Recipes.Studies;
using Clt.Running.Planning;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

/// <summary>Numbers that are slips of a key: refused by their names, in bounded time and memory.</summary>
public sealed class SlipsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Study With(int layers = 1, int width = 16, int? inner = null, int context = 64, int vocabulary = 300, int items = 4) =>
        Study("slip")
            .Tokenizer(ByteLevelBpe(vocabulary: vocabulary))
            .Base(
                Pretrain(
                    Decoder(layers: layers, width: width, heads: 2, inner: inner, context: context),
                    on: Share(1, Task, Lang("en")),
                    tokens: 2_000
                )
            )
            .Task(Task)
            .Mixture(Fixed(Lang("en"), 16))
            .Train(batch: 8, lr: Constant(0.02), epochs: 1)
            .Evaluate(Lang("es"), items: items);

    private static readonly ToyTask Task = new(new ToySource("en es", train: 40, test: 8));

    public static TheoryData<string, Func<Study>> Slips =>
        new()
        {
            { "layers is 1,000,000,000", () => With(layers: 1_000_000_000) },
            { "width is 1,000,000,000", () => With(width: 1_000_000_000) },
            { "inner is 2,000,000,000", () => With(inner: 2_000_000_000) },
            { "context is 1,000,000,000", () => With(context: 1_000_000_000) },
            { "vocabulary is 2,000,000,000", () => With(vocabulary: 2_000_000_000) },
        };

    [Theory]
    [MemberData(nameof(Slips))]
    public void Sizes_that_overflow_are_refused(string what, Func<Study> study)
    {
        var clock = Stopwatch.StartNew();
        Should
            .Throw<InputException>(() => study().Expand(_folder.Context()))
            .Problems.Select(p => p.What)
            .ShouldContain(w => w.StartsWith(what));
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(20);
    }

    [Theory]
    [InlineData(1e30)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_no_training_survives_is_refused(double rate) =>
        Should
            .Throw<InputException>(() => With().Train(batch: 8, lr: Constant(rate), epochs: 1).Expand(_folder.Context()))
            .Message.ShouldContain("rate");

    [Fact]
    public void A_grid_of_a_million_points_is_refused_with_its_axes()
    {
        var (a, b) = (Axis("a", [.. Enumerable.Range(1, 1000)]), Axis("b", [.. Enumerable.Range(1, 1000)]));
        var study = With().Mixture(PerLanguage(Lang("en"), a)).Evaluate(Lang("es"), items: b);
        var refused = Should.Throw<InputException>(() => study.Expand(_folder.Context())).Problems[0];
        refused.What.ShouldContain("more than 20,000 points");
        refused.Where.ShouldContain("'a' (1,000 values)");
    }

    [Fact]
    public void More_items_than_there_are_cost_what_there_is()
    {
        long Tokens(int items) => With(items: items).Expand(_folder.Context()).Plan(_folder.Context(), 1).Rows.Max(r => r.EvaluateTokens);
        Tokens(2_000_000_000).ShouldBe(Tokens(8));
    }
}
