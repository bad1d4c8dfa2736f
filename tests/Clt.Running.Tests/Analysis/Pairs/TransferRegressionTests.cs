using Clt.Results.Analysis.Pairs;
using Clt.Results.Scores;
using Clt.Running.Tests.Analysis.Curves;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis.Pairs;

public class TransferRegressionTests
{
    private static readonly LanguageSet Languages = Langs("en de fr es pt ru hi ar ko zh");

    [Fact]
    public void What_makes_transfer_is_found_and_what_does_not_is_not()
    {
        var result = TransferRegression([Likeness, Noise], [SameScript()]).Run(Table((a, b) => 0.3 + (0.2 * Likeness.Of(a, b))));
        var said = result.Said();
        said[0].ShouldContain("itself transfer goes with likeness (0.");
        said[1].ShouldContain("the other predictors it goes with likeness (0.");
        said[1].ShouldNotContain("noise");
        said[2].ShouldContain("transfer of a language that was left out is predictable");
        said[3].ShouldContain("better than same script");
        var rows = result.Tables[0].Rows;
        rows.Select(r => r.Cells[0]).ShouldBe(["likeness", "noise", "same script"]);
        result.Tables[0].Note.ShouldContain("90 ordered pairs of 10 languages");
        rows.ShouldAllBe(r => r.Values[2].Interval != null);
        result.Tables[1].Rows.Count.ShouldBe(6);
    }

    [Fact]
    public void Transfer_that_goes_with_nothing_is_not_claimed()
    {
        var said = TransferRegression([Likeness, Noise]).Run(Table((_, _) => 0.5)).Said();
        said[0].ShouldContain("no evidence that any predictor alone");
        said[1].ShouldContain("no evidence that any of the predictors");
        said[2].ShouldContain("no evidence that transfer of a language that was left out can be predicted");
    }

    [Fact]
    public void A_coefficient_that_others_tell_nearly_all_of_is_not_interpreted()
    {
        // Both go with transfer alone; beside the other, the second has the other sign and a variance inflation of hundreds.
        var twin = Predictor("twin", (a, b) => Likeness.Of(a, b) + (0.05 * Noise.Of(a, b)));
        var result = TransferRegression([Likeness, twin])
            .Run(Table((a, b) => 0.3 + (0.2 * Likeness.Of(a, b)) - (0.2 * (twin.Of(a, b) - Likeness.Of(a, b)) / 0.05)));
        var said = result.Said();
        said.ShouldNotContain(s => s.Contains("the other predictors it goes with"));
        said.ShouldContain(s => s.Contains("win has −") && s.Contains("it cannot be told from them"));
        result.Tables[0].Rows[1].Cells[^1].ShouldNotBe("1.0");
    }

    [Fact]
    public void Intervals_of_a_difference_of_left_out_predictions_cover_nothing_where_there_is_none()
    {
        // Two predictors that are made alike, beside effects of each language: neither predicts better, so 95 % of intervals have 0.
        var random = new Random(11);
        var covered = 0;
        for (var study = 0; study < 200; study++)
        {
            double[] own = [.. Languages.Select(_ => random.NextDouble())];
            var values = Pairs(random);
            var (first, second) = (Pairs(random), Pairs(random));
            var table = Table(
                (a, b) => 0.1 * (own[At(a)] + own[At(b)] + first[At(a), At(b)] + second[At(a), At(b)] + values[At(a), At(b)])
            );
            var tables = PairTable.Of(table.Means, TransferMeasure.Score);
            var design = new PairDesign(
                tables.Single(),
                [Predictor("first", (a, b) => first[At(a), At(b)]), Predictor("second", (a, b) => second[At(a), At(b)])]
            );
            var interval = PairPrediction.Difference(design, [0], [1]);
            covered += interval.Low <= 0 && interval.High >= 0 ? 1 : 0;
        }

        covered.ShouldBeInRange(180, 200);
    }

    private static int At(Language language) => Enumerable.Range(0, Languages.Count).First(i => Languages[i].Code == language.Code);

    private static double[,] Pairs(Random random)
    {
        var values = new double[Languages.Count, Languages.Count];
        for (var i = 0; i < Languages.Count; i++)
        for (var j = 0; j < Languages.Count; j++)
            values[i, j] = random.NextDouble();
        return values;
    }

    [Fact]
    public void Unknown_pairs_are_left_out_by_name_and_constant_predictors_too()
    {
        var half = Predictor("half", (a, b) => a.Short == "ko" ? double.NaN : Likeness.Of(a, b));
        var said = TransferRegression([half, Predictor("one", (_, _) => 1)]).Run(Table((a, b) => Likeness.Of(a, b))).Said();
        said.ShouldContain(s => s.Contains("ne is the same for all pairs"));
        said.ShouldContain(s => s.Contains("9 pairs were left out, of which half is not known: ko→en, ko→de"));
    }

    [Fact]
    public void Shares_divide_by_the_language_itself()
    {
        var scores = Table((a, b) => a.Code == b.Code ? 0.8 : 0.4);
        PairTable.Of(scores.Means, TransferMeasure.ShareOfSource).Single().Pairs.ShouldAllBe(p => Math.Abs(p.Value - 0.5) < 0.03);
        PairTable.Of(scores.Means, TransferMeasure.Score).Single().Pairs.ShouldAllBe(p => Math.Abs(p.Value - 0.4) < 0.03);
        PairTable.Of(scores.Means, TransferMeasure.ShareOfTarget).Single().Pairs.Count.ShouldBe(90);
    }

    [Fact]
    public void Runs_on_several_languages_are_no_pairs_and_few_languages_are_too_few()
    {
        TransferRegression([Likeness])
            .Run(Study(Scores.Table(Scores.Of((_, _, _) => 0.5, samples: [100]))))
            .Said()
            .ShouldHaveSingleItem()
            .ShouldContain("trained on one language each");
        var few = Table((_, _) => 0.5, Langs("en de fr"));
        TransferRegression([Likeness]).Run(few).Said().ShouldContain(s => s.Contains("are too few for 1 predictors"));
    }

    [Fact]
    public void A_regression_without_predictors_and_two_of_one_name_are_refused()
    {
        Should.Throw<InputException>(() => TransferRegression([])).Message.ShouldContain("no predictor");
        Should.Throw<InputException>(() => TransferRegression([Likeness, Likeness])).Message.ShouldContain("'likeness'");
    }

    [Theory]
    [InlineData("logarithm")]
    [InlineData("power law")]
    [InlineData("ceiling")]
    public void The_shape_of_few_shot_growth_is_found(string shape)
    {
        double Value(string tag, double n) =>
            shape switch
            {
                "logarithm" => 0.2 + (0.05 * Math.Log(1 + n)),
                "power law" => 0.2 + (0.005 * Math.Pow(n, 0.7)),
                _ => 0.6 - (0.4 * Math.Exp(-n / 60)),
            };
        var scores = Scores.Table(
            Enumerable
                .Range(0, 4)
                .Select(i =>
                    Scores.Of(
                        (l, n, s) => Value(l, n) + Scores.Noise($"{l}{i}", n, s),
                        trained: "es ja",
                        setting: $"{i}",
                        samples: [0, 10, 30, 100, 300],
                        seeds: 3
                    )
                )
                .ToArray()
        );
        var result = FewShotGrowth().Run(Study(scores));
        result.Tables[0].Rows.ShouldAllBe(r => r.Cells[4] == shape);
    }

    private static IPairPredictor Likeness { get; } = Predictor("likeness", (a, b) => Scores.Noise($"{a}{b}", 0, 1, 1));

    private static IPairPredictor Noise { get; } = Predictor("noise", (a, b) => Scores.Noise($"{b}{a}", 1, 2, 1));

    private static StudyResults Table(Func<Language, Language, double> value, LanguageSet? languages = null) =>
        Study(
            new MeanScores([
                .. from a in languages ?? Languages
                from b in languages ?? Languages
                from seed in new long[] { 1, 2, 3 }
                let trained = new LanguageSet(a.Short == "en" ? [] : [a])
                select new MeanScore(
                    "tagging",
                    "m",
                    "single",
                    trained,
                    a.Short == "en" ? 0 : 500,
                    b,
                    seed,
                    value(a, b) + Scores.Noise($"{a}{b}", 7, seed, 0.02)
                )
                {
                    English = a.Short == "en" ? 500 : 0,
                },
            ])
        );

    private static StudyResults Study(MeanScores scores) =>
        new("study", [], new Clt.Results.Store.LanguageGroups(new Dictionary<string, string>()), [], new Dictionary<string, IMetric>(), 0)
        {
            Means = scores,
        };
}
