using System.Text.Json;
using Clt.Engine.Objectives;
using Clt.Formats.Safetensors;
using Clt.Plugins.Training.Objectives;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Losses and their gradients against formulas worked in double precision.</summary>
public sealed class GoldenFormulaTests
{
    private const double Tolerance = 1e-10;
    private static readonly string Folder = Path.Combine(SharedFolder.Golden, "training", "objectives");

    public static TheoryData<string> Divergences => Names("kd.json", d => d.GetProperty("cases"));

    public static TheoryData<string> Preferences => Names("dpo.json", d => d.GetProperty("losses"));

    [GoldenTheory("training/objectives/kd.json")]
    [MemberData(nameof(Divergences))]
    public void Distillation_is_the_reference(string name)
    {
        using var scope = NewDisposeScope();
        using var document = Read("kd.json");
        var expected = document.RootElement.GetProperty("cases").GetProperty(name);
        var (student, teacher) = Logits();
        var settings = Divergence(name);

        var each = DistillationLosses.PerToken(student, teacher, settings);
        (each.sum() / each.NumberOfElements).backward();

        var scale = settings.Temperature * settings.Temperature;
        each.mean().item<double>().ShouldBe(expected.GetProperty("mean_times_T2").GetDouble(), Tolerance);
        Near(each.detach() / scale, Kept(expected.GetProperty("per_token")));
        Near(student.grad! / scale, Kept(expected.GetProperty("grad_of_mean")).SelectMany(r => r.EnumerateArray()));
    }

    [GoldenTheory("training/objectives/dpo.json")]
    [MemberData(nameof(Preferences))]
    public void Preference_losses_are_the_reference(string name)
    {
        using var scope = NewDisposeScope();
        using var document = Read("dpo.json");
        var root = document.RootElement;
        var expected = root.GetProperty("losses").GetProperty(name);
        Tensor chosen = Doubles("policy_chosen_logps").requires_grad_(),
            rejected = Doubles("policy_rejected_logps").requires_grad_();

        var settings = Preference(name, root.GetProperty("beta").GetDouble());
        var each = PreferenceLosses.PerPair(
            settings,
            new PairLikelihoods(
                chosen,
                rejected,
                Doubles("ref_chosen_logps"),
                Doubles("ref_rejected_logps"),
                Doubles("chosen_lengths"),
                Doubles("rejected_lengths")
            )
        );
        each.mean().backward();

        Near(each.detach(), expected.GetProperty("per_pair").EnumerateArray());
        Near(chosen.grad!, expected.GetProperty("grad_chosen").EnumerateArray());
        Near(rejected.grad!, expected.GetProperty("grad_rejected").EnumerateArray());

        Tensor Doubles(string list) => tensor(root.GetProperty(list).EnumerateArray().Select(x => x.GetDouble()).ToArray());
    }

    [GoldenFact("training/objectives/ewc.json")]
    public void The_consolidation_penalty_is_the_reference()
    {
        using var scope = NewDisposeScope();
        using var document = Read("ewc.json");
        var root = document.RootElement;
        using var model = new ToyModel(("w", Rows("theta_star", "w")), ("b", Rows("theta_star", "b")));
        using var fisher = new ToyModel(("w", Rows("fisher", "w")), ("b", Rows("fisher", "b")));
        using var objective = new ElasticWeightConsolidation(
            new ToyObjective(model),
            fisher.Parameters.Values.detach().clone(),
            root.GetProperty("lambda").GetDouble()
        );
        using (no_grad())
        {
            foreach (var name in new[] { "w", "b" })
                model.Parameters[name].copy_(tensor(Flat(Rows("theta", name))).view_as(model.Parameters[name]));
        }

        using var penalty = objective.Penalty();
        penalty.backward();

        var wanted = root.GetProperty("penalty").GetDouble();
        ((double)penalty.item<float>()).ShouldBe(wanted, 1e-6 * wanted);
        foreach (var name in new[] { "w", "b" })
            Compare(Flat(Rows("grad", name)), model.Parameters[name].grad!.data<float>().ToArray(), 1e-5);

        float[][] Rows(string group, string name)
        {
            var value = root.GetProperty(group).GetProperty(name);
            return value[0].ValueKind == JsonValueKind.Array
                ? Floats(value)
                :
                [
                    [.. value.EnumerateArray().Select(x => x.GetSingle())],
                ];
        }
    }

    [GoldenFact("training/objectives/fisher.json")]
    public void The_fisher_diagonal_is_the_reference()
    {
        using var document = Read("fisher.json");
        var root = document.RootElement;
        using var objective = new ToyObjective(new ToyModel(("W", Floats(root.GetProperty("W")))));
        var labels = root.GetProperty("y").EnumerateArray().Select(y => y.GetInt32());

        using var diagonal = FisherInformation.Diagonal(
            objective,
            [.. Floats(root.GetProperty("x")).Zip(labels, (x, y) => new ToyPoint(x, y))]
        );

        var expected = Flat(Floats(root.GetProperty("empirical_diagonal")));
        Compare(expected, diagonal.data<float>().ToArray()[..expected.Length], 1e-6);
        objective.Model.Parameters.Gradients!.abs().max().item<float>().ShouldBe(0);
    }

    private static DistillationSettings Divergence(string name)
    {
        var at = name.LastIndexOf("_T", StringComparison.Ordinal);
        var settings = new DistillationSettings { Temperature = Number(name[(at + 2)..]) };
        return name[..at] switch
        {
            "forward_kl" => settings,
            "reverse_kl" => settings with { Divergence = Clt.Engine.Objectives.Divergence.ReverseKl },
            "soft_ce" => settings with { Divergence = Clt.Engine.Objectives.Divergence.SoftCrossEntropy },
            var other when other.StartsWith("jsd_beta") => settings with
            {
                Divergence = Clt.Engine.Objectives.Divergence.JensenShannon,
                Beta = Number(other["jsd_beta".Length..]),
            },
            _ => throw new InvalidOperationException($"the reference has a loss that is not known here: {name}"),
        };
    }

    private static PreferenceSpec Preference(string name, double beta)
    {
        var settings = new PreferenceSpec { Beta = beta };
        return name.Split("_ls") switch
        {
            ["sigmoid"] => settings,
            ["hinge"] => settings with { Loss = PreferenceLoss.Hinge },
            ["ipo"] => settings with { Loss = PreferenceLoss.Ipo },
            ["sigmoid_norm"] => settings with { Loss = PreferenceLoss.SigmoidOfMeans },
            ["robust", var share] => settings with { Loss = PreferenceLoss.Robust, LabelSmoothing = Number(share) },
            ["cdpo", var share] => settings with { LabelSmoothing = Number(share) },
            ["exo_pair", var share] => settings with { Loss = PreferenceLoss.Exo, LabelSmoothing = Number(share) },
            ["nca_pair"] => settings with { Loss = PreferenceLoss.Nca },
            ["bco_pair_no_delta"] => settings with { Loss = PreferenceLoss.Bco },
            ["sppo_hard"] => settings with { Loss = PreferenceLoss.Sppo },
            ["apo_zero"] => settings with { Loss = PreferenceLoss.ApoZero },
            ["apo_down"] => settings with { Loss = PreferenceLoss.ApoDown },
            ["aot"] => settings with { Loss = PreferenceLoss.Aot },
            [var other] when other.StartsWith("discopop_tau") => settings with
            {
                Loss = PreferenceLoss.DiscoPop,
                Temperature = Number(other["discopop_tau".Length..]),
            },
            _ => throw new InvalidOperationException($"the reference has a loss that is not known here: {name}"),
        };
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The tokens that count, of all rows together: [n, V].</summary>
    private static (Tensor Student, Tensor Teacher) Logits()
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "kd.safetensors"));
        var kept = Doubles(file, "mask").flatten().nonzero().flatten();
        return (Of("student_logits").requires_grad_(), Of("teacher_logits"));

        Tensor Of(string name) => Doubles(file, name).flatten(0, 1).index_select(0, kept).detach().clone();
    }

    private static Tensor Doubles(SafetensorsFile file, string name) =>
        tensor(file.Values<double>(name).ToArray()).view([.. file[name].Shape]);

    /// <summary>
    /// The same tokens of lists row by row: all of them, or those that the mask keeps where the list has the padding too.
    /// </summary>
    private static List<JsonElement> Kept(JsonElement rows)
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "kd.safetensors"));
        var (mask, kept) = (file.Values<double>("mask").ToArray(), new List<JsonElement>());
        var columns = (int)file["mask"].Shape[1];
        for (var r = 0; r < rows.GetArrayLength(); r++)
        {
            for (var c = 0; c < columns; c++)
            {
                if (mask[r * columns + c] != 0)
                    kept.Add(rows[r][c]);
            }
        }

        return kept;
    }

    private static void Near(Tensor got, IEnumerable<JsonElement> expected) =>
        Compare([.. expected.Select(e => e.GetDouble())], got.contiguous().data<double>().ToArray(), Tolerance);

    private static void Compare<T>(T[] expected, T[] got, double tolerance)
        where T : struct, System.Numerics.INumber<T>
    {
        got.Length.ShouldBe(expected.Length);
        for (var i = 0; i < got.Length; i++)
            double.CreateChecked(got[i]).ShouldBe(double.CreateChecked(expected[i]), tolerance, $"element {i}");
    }

    private static float[][] Floats(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(r => r.EnumerateArray().Select(x => x.GetSingle()).ToArray())];

    private static float[] Flat(float[][] rows) => [.. rows.SelectMany(r => r)];

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));

    private static TheoryData<string> Names(string file, Func<JsonElement, JsonElement> list)
    {
        var data = new TheoryData<string>();
        if (File.Exists(Path.Combine(Folder, file)))
        {
            using var document = Read(file);
            foreach (var name in list(document.RootElement).EnumerateObject().Select(c => c.Name))
                data.Add(name);
        }

        if (data.Count == 0)
            data.Add("none");
        return data;
    }
}
