using System.Text.Json;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>
/// Tests, intervals, power and distributions against SciPy and statsmodels (statistics.jsonl); models and curves are in a class of their
/// own.
/// </summary>
public class StatisticsTests
{
    private readonly Near _near = new(1e-9);

    [GoldenFact("metrics/statistics.jsonl")]
    public void Tests_equal_the_reference()
    {
        var known = new Dictionary<string, Action<JsonElement, JsonElement>>
        {
            ["correlation"] = Correlations,
            ["partial_correlation"] = Partial,
            ["paired_samples"] = Paired,
            ["mcnemar"] = Discordant,
            ["multiple_testing"] = Multiple,
            ["proportion_ci"] = Proportions,
            ["clustered_accuracy_se"] = Clustered,
            ["pass_at_k"] = Pass,
            ["power_paired_proportions"] = PairedPower,
            ["power_two_proportions"] = TwoPower,
            ["distributions"] = Tails,
        };
        foreach (var row in GoldenRows.Lines("metrics/statistics.jsonl"))
        {
            var name = row.Text("test");
            if (known.TryGetValue(name, out var check))
                check(row.GetProperty("input"), row.GetProperty("expected"));
            else
                _near.Same("known test", ModelsTests.Known.Contains(name) || name == "bootstrap_ci", true);
        }

        _near.Verify();
    }

    private static double[] Two((double, double) pair) => [pair.Item1, pair.Item2];

    private void Correlations(JsonElement input, JsonElement expected)
    {
        var (x, y) = (input.Numbers("x"), input.Numbers("y"));
        var kendall = new Kendall(x, y);
        var pearson = Correlation.Pearson(x, y);
        _near.Check("pearson", Two(pearson), expected.GetProperty("pearson"));
        _near.Check("fisher", Two(Correlation.PearsonInterval(pearson.R, x.Length)), expected.GetProperty("pearson_ci95_fisher"));
        _near.Check("spearman", Two(Correlation.Spearman(x, y)), expected.GetProperty("spearman"));
        _near.Check("tau-b", [kendall.TauB, kendall.AsymptoticP], expected.GetProperty("kendall_b_asymptotic"));
        _near.Check("tau-c", kendall.TauC, expected.Number("kendall_c"));
        if (expected.TryGetProperty("kendall_exact", out var exact))
            _near.Check("tau exact", [kendall.TauB, kendall.ExactP ?? -1], exact);
        if (expected.TryGetProperty("spearman_exact_permutation_two_sided_p", out var p))
            _near.Check("rho exact", Correlation.SpearmanExactP(x, y), p.Number());
    }

    private void Partial(JsonElement input, JsonElement expected)
    {
        var (r, p) = Correlation.Partial(input.Numbers("x"), input.Numbers("y"), input.Numbers("z"));
        _near.Check("partial", r, expected.Number("r"));
        _near.Check("partial p", p, expected.Number("p_t_n_minus_3"));
    }

    private void Paired(JsonElement input, JsonElement expected)
    {
        var (a, b, d) = (input.Numbers("a"), input.Numbers("b"), input.Numbers("differences_rounded_2"));
        var t = TTests.Paired(a, b);
        _near.Check("t", [t.T, t.P, t.Freedom], expected.GetProperty("t"));
        _near.Check("t interval", Two(TTests.PairedInterval(a, b)), expected.GetProperty("t_ci95"));
        _near.Check("welch", Two(TTests.Welch(a, b)), expected.GetProperty("welch"));
        _near.Check("independent", Two(TTests.Independent(a, b)), expected.GetProperty("student_ind"));
        _near.Check("dz", EffectSize.CohenDz(a, b), expected.Number("cohens_dz"));
        _near.Check("d", EffectSize.CohenD(a, b), expected.Number("cohens_d_pooled"));
        _near.Check("g", EffectSize.HedgesG(a, b), expected.Number("hedges_g_pooled"));
        var (wilcoxon, pratt) = (new Wilcoxon(d), new Wilcoxon(d, pratt: true));
        if (expected.TryGetProperty("wilcoxon_exact", out var exact))
            _near.Check("wilcoxon exact", [wilcoxon.Statistic, wilcoxon.ExactP ?? -1], exact);
        else
            _near.Same("no exact wilcoxon", wilcoxon.ExactP, null);
        _near.Check("wilcoxon", [wilcoxon.Statistic, wilcoxon.AsymptoticP()], expected.GetProperty("wilcoxon_asymptotic"));
        _near.Check(
            "wilcoxon corrected",
            [wilcoxon.Statistic, wilcoxon.AsymptoticP(correction: true)],
            expected.GetProperty("wilcoxon_asymptotic_corrected")
        );
        _near.Check("wilcoxon pratt", [pratt.Statistic, pratt.AsymptoticP()], expected.GetProperty("wilcoxon_pratt_asymptotic"));
        var sign = PairedTests.Sign(d);
        _near.Check("sign", [sign.Positive, sign.Count, sign.P], expected.GetProperty("sign_test"));
        if (expected.TryGetProperty("sign_flip_exact_two_sided_p", out var flip))
            _near.Check("sign flip", PairedTests.SignFlipExact(d), flip.Number());
        _near.Check("mann-whitney", Two(PairedTests.MannWhitney(a, b)), expected.GetProperty("mannwhitney_asymptotic"));
    }

    private void Discordant(JsonElement input, JsonElement expected)
    {
        var test = new McNemar((int)input.Number("a_right_b_wrong"), (int)input.Number("a_wrong_b_right"));
        _near.Check("mcnemar", test.ExactP, expected.Number("exact_p"));
        _near.Check("mid-p", test.MidP, expected.Number("mid_p"));
        _near.Check("chi2", Two(test.ChiSquared(corrected: false)), expected.GetProperty("chi2"));
        _near.Check("chi2 corrected", Two(test.ChiSquared(corrected: true)), expected.GetProperty("chi2_corrected"));
    }

    private void Multiple(JsonElement input, JsonElement expected)
    {
        var methods = new Dictionary<string, Func<IReadOnlyList<double>, double[]>>
        {
            ["bonferroni"] = MultipleTesting.Bonferroni,
            ["holm"] = MultipleTesting.Holm,
            ["fdr_bh"] = MultipleTesting.BenjaminiHochberg,
            ["fdr_by"] = MultipleTesting.BenjaminiYekutieli,
            ["hommel"] = MultipleTesting.Hommel,
        };
        foreach (var method in expected.EnumerateObject())
        {
            var adjusted = methods[method.Name](input.Numbers("p"));
            _near.Check(method.Name, adjusted, method.Value.GetProperty("adjusted"));
            _near.Same(method.Name, adjusted.Select(p => p <= 0.05 ? 1.0 : 0), method.Value.Numbers("reject"));
        }
    }

    private void Proportions(JsonElement input, JsonElement expected)
    {
        var (k, n, level) = ((int)input.Number("successes"), (int)input.Number("n"), 1 - input.Number("alpha"));
        _near.Check("clopper-pearson", Two(Proportion.ClopperPearson(k, n, level)), expected.GetProperty("clopper_pearson"));
        _near.Check("wilson", Two(Proportion.Wilson(k, n, level)), expected.GetProperty("wilson"));
        _near.Check("agresti-coull", Two(Proportion.AgrestiCoull(k, n, level)), expected.GetProperty("agresti_coull"));
        _near.Check("wald", Two(Proportion.Wald(k, n, level)), expected.GetProperty("wald"));
        _near.Check("jeffreys", Two(Proportion.Jeffreys(k, n, level)), expected.GetProperty("jeffreys"));
    }

    private void Clustered(JsonElement input, JsonElement expected)
    {
        var correct = input.Numbers("correct");
        _near.Check("clustered", Proportion.ClusteredError(correct, input.Integers("cluster")), expected.Number("se_clustered"));
        _near.Check("mean", correct.Average(), expected.Number("mean"));
        _near.Check(
            "iid",
            Proportion.ClusteredError(correct, [.. Enumerable.Range(0, correct.Length)]),
            expected.Number("se_iid_sqrt_p1p_over_n")
        );
    }

    private void Pass(JsonElement input, JsonElement expected)
    {
        var (n, c, k) = ((int)input.Number("n"), (int)input.Number("c"), (int)input.Number("k"));
        _near.Check("pass@k", Proportion.PassAtK(n, c, k), expected.Number("pass_at_k"));
        _near.Check("pass^k", Proportion.AllCorrect(n, c, k), expected.Number("pass_pow_k_all_correct"));
    }

    private void PairedPower(JsonElement input, JsonElement expected)
    {
        var (p01, p10, alpha, power) = (input.Number("p01"), input.Number("p10"), input.Number("alpha"), input.Number("power"));
        var n = (int)input.Number("n_for_power");
        _near.Check("connor", Power.PairedItems(p01, p10, alpha, power), expected.Number("n_required_connor"), 1e-8);
        _near.Check("ceiling", Math.Ceiling(Power.PairedItems(p01, p10, alpha, power)), expected.Number("n_required_ceil"));
        _near.Check("power", Power.Paired(p01, p10, n, alpha), expected.Number("power_at_n_normal"));
        _near.Check("exact power", Power.PairedExact(p01, p10, n, alpha), expected.Number("power_at_n_exact_mcnemar"));
    }

    private void TwoPower(JsonElement input, JsonElement expected)
    {
        var (p1, p2) = (input.Number("p1"), input.Number("p2"));
        _near.Check("h", EffectSize.CohenH(p1, p2), expected.Number("cohens_h"));
        _near.Check("n", Power.IndependentItems(p1, p2, input.Number("alpha"), input.Number("power")), expected.Number("n_per_group"));
    }

    private void Tails(JsonElement input, JsonElement expected)
    {
        var functions = new Dictionary<string, Func<double[], double>>
        {
            ["norm_ppf"] = v => Distributions.NormalQuantile(v[0]),
            ["t_sf"] = v => Distributions.TTail(v[0], v[1]),
            ["t_ppf_975"] = v => Distributions.TQuantile(0.975, v[0]),
            ["f_sf"] = v => Distributions.FTail(v[0], v[1], v[2]),
            ["chi2_sf"] = v => Distributions.ChiSquaredTail(v[0], v[1]),
            ["beta_ppf"] = v => Distributions.BetaQuantile(v[0], v[1], v[2]),
            ["gammaln"] = v => MathNet.Numerics.SpecialFunctions.GammaLn(v[0]),
            ["betainc"] = v => MathNet.Numerics.SpecialFunctions.BetaRegularized(v[0], v[1], v[2]),
        };
        foreach (var function in expected.EnumerateObject())
        {
            foreach (var value in function.Value.EnumerateObject())
            {
                double[] arguments =
                [
                    .. value.Name.Split(',').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)),
                ];
                _near.Check($"{function.Name} {value.Name}", functions[function.Name](arguments), value.Value.Number());
            }
        }
    }
}
