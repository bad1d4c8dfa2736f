using System.Text.Json;
using Clt.Results.Statistics.Curves;
using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Regressions and curves against statsmodels and scikit-learn (statistics.jsonl).</summary>
public class ModelsTests
{
    public static readonly HashSet<string> Known =
    [
        "ols",
        "wls",
        "ridge",
        "lasso",
        "elastic_net",
        "logistic",
        "logistic_l2",
        "mixed_lm_random_intercept",
        "anova_two_way",
        "log_curve",
        "plateau_fit",
        "lowess",
        "isotonic",
        "isotonic_weighted",
    ];

    private readonly Near _near = new(1e-9);

    [GoldenFact("metrics/statistics.jsonl")]
    public void Models_equal_the_reference()
    {
        foreach (var row in GoldenRows.Lines("metrics/statistics.jsonl").Where(r => Known.Contains(r.Text("test"))))
        {
            var (input, expected) = (row.GetProperty("input"), row.GetProperty("expected"));
            switch (row.Text("test"))
            {
                case "ols":
                    Ols(input, expected);
                    break;
                case "wls":
                    Wls(input, expected);
                    break;
                case "ridge":
                    Same("ridge", PenalisedModel.Ridge(Columns(input), input.Numbers("y"), input.Number("lambda")), expected);
                    break;
                case "lasso":
                    Same("lasso", PenalisedModel.ElasticNet(Columns(input), input.Numbers("y"), input.Number("lambda")), expected, 1e-8);
                    break;
                case "elastic_net":
                    Same(
                        "net",
                        PenalisedModel.ElasticNet(Columns(input), input.Numbers("y"), input.Number("lambda"), input.Number("l1_ratio")),
                        expected,
                        1e-8
                    );
                    break;
                case "logistic":
                    Logistic(input, expected);
                    break;
                case "logistic_l2":
                    _near.Check(
                        "logistic l2",
                        new LogisticModel(Design(input), input.Numbers("y"), input.Number("lambda")).Coefficients,
                        expected.GetProperty("coef"),
                        1e-5
                    );
                    break;
                case "mixed_lm_random_intercept":
                    Mixed(input, expected);
                    break;
                case "anova_two_way":
                    Variance(input, expected);
                    break;
                case "log_curve":
                    Logarithmic(input, expected);
                    break;
                case "plateau_fit":
                    Plateau(input, expected);
                    break;
                case "lowess":
                    _near.Check(
                        "lowess",
                        Lowess.Fit(input.Numbers("x"), input.Numbers("y"), input.Number("frac"), (int)input.Number("robust_iterations")),
                        expected.GetProperty("fitted")
                    );
                    break;
                default:
                    Monotonic(input, expected);
                    break;
            }
        }

        _near.Verify();
    }

    private static List<double[]> Columns(JsonElement input) => [.. input.Numbers("x1").Zip(input.Numbers("x2"), (a, b) => new[] { a, b })];

    private static List<double[]> Design(JsonElement input) => [.. Columns(input).Select(r => (double[])[1, .. r])];

    private void Same(string what, PenalisedModel model, JsonElement expected, double? within = null)
    {
        _near.Check(what, model.Coefficients, expected.GetProperty("coef"), within);
        _near.Check(what + " intercept", model.Intercept, expected.Number("intercept"), within);
    }

    private void Ols(JsonElement input, JsonElement expected)
    {
        var model = new LinearModel(Design(input), input.Numbers("y"));
        var b = model.Coefficients;
        _near.Check("coefficients", b, expected.GetProperty("coef"));
        Inference("ols", b, model.Errors(), model.Freedom, expected);
        var half = model.Errors().Select(e => e * Distributions.TQuantile(0.975, model.Freedom)).ToArray();
        for (var j = 0; j < b.Length; j++)
            _near.Check("interval", [b[j] - half[j], b[j] + half[j]], expected.GetProperty("ci95")[j]);
        _near.Check("r2", model.R2, expected.Number("r2"));
        _near.Check("adjusted r2", model.AdjustedR2, expected.Number("r2_adj"));
        _near.Check("f", [model.Test.F, model.Test.P], expected.GetProperty("f"));
        _near.Check(
            "likelihood",
            [model.LogLikelihood, model.Aic, model.Bic],
            JsonSerializer.SerializeToElement(new[] { expected.Number("llf"), expected.Number("aic"), expected.Number("bic") })
        );
        _near.Check("variance", model.Variance, expected.Number("sigma2"));
        foreach (var kind in Enum.GetValues<ErrorKind>().Where(k => k != ErrorKind.Classical))
        {
            Inference($"{kind}", b, model.Errors(kind), model.Freedom, expected.GetProperty($"{kind}"));
        }

        var clusters = input.Integers("cluster");
        Inference("cluster", b, model.ClusterErrors(clusters), clusters.Distinct().Count() - 1, expected.GetProperty("cluster_corrected"));
        _near.Check(
            "cluster uncorrected",
            model.ClusterErrors(clusters, corrected: false),
            expected.GetProperty("cluster_uncorrected").GetProperty("se")
        );
    }

    private void Inference(string what, double[] b, double[] errors, int freedom, JsonElement expected)
    {
        var t = b.Zip(errors, (c, e) => c / e).ToArray();
        _near.Check(what + " se", errors, expected.GetProperty("se"));
        _near.Check(what + " t", t, expected.GetProperty("t"));
        _near.Check(what + " p", [.. t.Select(v => Distributions.TTwoSided(v, freedom))], expected.GetProperty("p"));
    }

    private void Wls(JsonElement input, JsonElement expected)
    {
        var model = new LinearModel(Design(input), input.Numbers("y"), input.Numbers("weights"));
        _near.Check("wls", model.Coefficients, expected.GetProperty("coef"));
        _near.Check("wls se", model.Errors(), expected.GetProperty("se"));
        _near.Check("wls r2", model.R2, expected.Number("r2"));
    }

    private void Logistic(JsonElement input, JsonElement expected)
    {
        var model = new LogisticModel(Design(input), input.Numbers("y"));
        var z = model.Coefficients.Zip(model.Errors, (b, e) => b / e).ToArray();
        _near.Check("logistic", model.Coefficients, expected.GetProperty("coef"), 1e-8);
        _near.Check("logistic se", model.Errors, expected.GetProperty("se"), 1e-8);
        _near.Check("logistic z", z, expected.GetProperty("z"), 1e-8);
        _near.Check("logistic p", [.. z.Select(Distributions.NormalTwoSided)], expected.GetProperty("p"), 1e-8);
        _near.Check("logistic llf", model.LogLikelihood, expected.Number("llf"), 1e-8);
        _near.Check("logistic null", model.NullLogLikelihood, expected.Number("llnull"), 1e-8);
        _near.Check("logistic r2", model.PseudoR2, expected.Number("mcfadden_r2"), 1e-8);
    }

    private void Mixed(JsonElement input, JsonElement expected)
    {
        var design = input.Numbers("x").Select(v => new[] { 1, v }).ToList();
        var model = new MixedModel(design, input.Numbers("y"), input.Integers("group"), input.GetProperty("reml").GetBoolean());
        _near.Check("mixed", model.Coefficients, expected.GetProperty("fixed"), 1e-5);
        _near.Check("mixed se", model.Errors, expected.GetProperty("fixed_se"), 1e-5);
        _near.Check("mixed residual", model.ResidualVariance, expected.Number("residual_variance"), 1e-5);
        _near.Check("mixed intercept", model.InterceptVariance, expected.Number("random_intercept_variance"), 1e-5);
        _near.Check("mixed likelihood", model.LogLikelihood, expected.Number("llf"), 1e-5);
        _near.Check("mixed blups", model.Intercepts, expected.GetProperty("statsmodels").GetProperty("blups"), 1e-5);
    }

    private void Variance(JsonElement input, JsonElement expected)
    {
        var anova = new Anova(input.Integers("a"), input.Integers("b"), input.Numbers("y"), input.Text("formula").Contains('*'));
        var names = new Dictionary<string, string>
        {
            ["C(a)"] = "a",
            ["C(b)"] = "b",
            ["C(a):C(b)"] = "a:b",
            ["C(a, Sum)"] = "a",
            ["C(b, Sum)"] = "b",
            ["C(a, Sum):C(b, Sum)"] = "a:b",
            ["Residual"] = "residual",
            ["Intercept"] = "intercept",
        };
        for (var type = 1; type <= 3; type++)
        {
            var table = anova.Table(type);
            foreach (var term in expected.GetProperty($"type{type}").EnumerateObject())
            {
                var row = table[names[term.Name]];
                _near.Check($"anova {type} {term.Name}", [row.SumOfSquares, row.Freedom, row.F, row.P], term.Value);
            }
        }
    }

    private void Logarithmic(JsonElement input, JsonElement expected)
    {
        var curve = LogCurve.Fit(input.Numbers("n"), input.Numbers("y"));
        _near.Check("log a", curve.A, expected.Number("a"));
        _near.Check("log b", curve.B, expected.Number("b"));
        _near.Check("log sse", curve.SumOfSquares, expected.Number("sse"));
        _near.Check("log r2", curve.R2, expected.Number("r2"));
    }

    private void Plateau(JsonElement input, JsonElement expected)
    {
        var (atData, free) = (
            BrokenLine.FitAtData(input.Numbers("n"), input.Numbers("y")),
            BrokenLine.Fit(input.Numbers("n"), input.Numbers("y"))
        );
        var e = expected.GetProperty("knot_at_data");
        double[] actual = [atData.Knot, atData.Samples, atData.A, atData.B, atData.Plateau, atData.SumOfSquares];
        double[] wanted = [e.Number("log1p_knot"), e.Number("n_knot"), e.Number("a"), e.Number("b"), e.Number("plateau"), e.Number("sse")];
        for (var i = 0; i < actual.Length; i++)
            _near.Check($"plateau {i}", actual[i], wanted[i], 1e-6);
        _near.Check("free knot", free.Knot, expected.GetProperty("free_knot").Number("log1p_knot"), 1e-6);
        _near.Check("free sse", free.SumOfSquares, expected.GetProperty("free_knot").Number("sse"), 1e-6);
    }

    private void Monotonic(JsonElement input, JsonElement expected)
    {
        var weights = input.TryGetProperty("weights", out var w) ? w.Numbers() : null;
        foreach (var direction in expected.EnumerateObject())
        {
            _near.Check(
                "isotonic",
                Isotonic.Fit(input.Numbers("x"), input.Numbers("y"), weights, direction.Name == "increasing"),
                direction.Value
            );
        }
    }
}
