using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Layers;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Models;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Losses of objectives against those that other implementations, or their formulas in double precision, gave.</summary>
public sealed class GoldenObjectiveTests
{
    private const string Folder = "training/objectives";

    [GoldenFact(Folder)]
    public void Masked_language_modelling_is_the_references()
    {
        using var scope = NewDisposeScope();
        var reference = GoldenRows.Whole($"{Folder}/mlm.json");
        var folder = Path.Combine(SharedFolder.Golden, Folder);
        using var file = SafetensorsFile.Open(Path.Combine(folder, "mlm.safetensors"));
        using var model = EncoderModel.Load(Path.Combine(folder, "bert"), GoldenFolders.Families);
        var rows = new ReferenceRows(file);
        using var batch = PackedBatch.Of(rows.Sequences);
        using (no_grad())
        {
            var logits = model.Logits(model.Forward(batch), batch);
            rows.MaxDifference(References.Floats(logits), file.Values<float>("logits"), model.Config.VocabularySize).ShouldBeLessThan(1e-4);
        }

        var labels = rows.Packed(file.Values<long>("labels"));
        var next = 0;
        var examples = rows
            .Sequences.Select((ids, i) => new EncoderExample($"{i}", Language.Parse("en"), "mlm", ids, labels[next..(next += ids.Length)]))
            .ToList();
        examples.Sum(e => e.TargetCount).ShouldBe(reference.GetProperty("selected").GetInt32());
        model.Parameters.UseGradients();
        var loss = ((IObjective)new EncoderTraining(model)).Loss([.. examples], training: true) / examples.Sum(e => e.TargetCount);
        loss.backward();

        ((double)loss.item<float>()).ShouldBe(reference.Number("loss"), 1e-5);
        foreach (var norm in reference.GetProperty("grad_l2").EnumerateObject())
            References
                .GradientNorm(model, norm.Name)
                .ShouldBe(norm.Value.GetDouble(), Math.Max(1e-6, 1e-4 * norm.Value.GetDouble()), norm.Name);
    }

    [GoldenTheory(Folder)]
    [InlineData("rows", false)]
    [InlineData("rows_constrained", true)]
    public void A_conditional_random_field_is_the_references(string rows, bool constrained)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenRows.Whole($"{Folder}/crf.json");
        var near = new Near(1e-10);
        var moves = Matrix(golden.GetProperty("transitions"));
        if (constrained)
        {
            foreach (var pair in golden.GetProperty("forbidden (score -1e4)").EnumerateArray())
                moves[pair[0].GetInt32(), pair[1].GetInt32()] = tensor(-1e4);
        }

        var lengths = golden.Integers("lengths");
        var emissions = cat([.. golden.GetProperty("emissions").EnumerateArray().Select((e, b) => Matrix(e).narrow(0, 0, lengths[b]))], 0);
        var tags = golden.GetProperty("tags").EnumerateArray().SelectMany((t, b) => t.EnumerateArray().Take(lengths[b]));
        var labels = tensor(tags.Select(t => t.GetInt64()).ToArray());
        emissions.requires_grad_();
        moves.requires_grad_();
        var crf = new ConditionalRandomField(moves, tensor(golden.Numbers("start")), tensor(golden.Numbers("end")));

        var (scores, partition) = (crf.Scores(emissions, labels, lengths), crf.LogPartition(emissions, lengths));
        var likelihoods = crf.LogLikelihood(emissions, labels, lengths);
        var best = crf.Best(emissions, lengths);
        (-likelihoods.sum()).backward();

        var at = 0;
        foreach (var (row, b) in golden.GetProperty(rows).EnumerateArray().Select((r, b) => (r, b)))
        {
            near.Check($"gold score {b}", scores[b].item<double>(), row.Number("gold_score"));
            near.Check($"partition {b}", partition[b].item<double>(), row.Number("log_z"));
            near.Check($"likelihood {b}", likelihoods[b].item<double>(), row.Number("log_likelihood"));
            near.Same<int>($"best {b}", best[b].Labels, row.Integers("viterbi"));
            near.Check($"best score {b}", best[b].Score, row.Number("viterbi_score"));
            foreach (var gradients in row.GetProperty("grad_nll_emissions").EnumerateArray())
                near.Check($"gradient {b}", emissions.grad![at++].data<double>().ToArray(), gradients);
        }

        at.ShouldBe(lengths.Sum());
        near.Verify();
    }

    [GoldenFact(Folder)]
    public void InfoNCE_is_the_references()
    {
        using var scope = NewDisposeScope();
        var golden = GoldenRows.Whole($"{Folder}/infonce.json");
        var (source, target) = (Matrix(golden.GetProperty("src")).requires_grad_(), Matrix(golden.GetProperty("tgt")).requires_grad_());
        var temperature = golden.Number("temperature");
        var near = new Near(1e-10);
        double Mean(Tensor loss) => loss.item<double>() / source.shape[0];

        near.Check("forwards", Mean(InfoNce.Loss(source, target, temperature)), golden.Number("src_to_tgt"));
        near.Check("backwards", Mean(InfoNce.Loss(target, source, temperature)), golden.Number("tgt_to_src"));
        var both = InfoNce.SymmetricLoss(source, target, temperature);
        near.Check("both", Mean(both), golden.Number("symmetric"));
        (both / source.shape[0]).backward();
        Compare(near, "source", source.grad!, golden.GetProperty("grad_src"));
        Compare(near, "target", target.grad!, golden.GetProperty("grad_tgt"));
        near.Verify();
        Should.Throw<InputException>(() => InfoNce.Loss(source, target, 0)).Message.ShouldContain("temperature");
    }

    [GoldenFact(Folder)]
    public void Alignment_by_squared_differences_is_the_references()
    {
        using var scope = NewDisposeScope();
        var golden = GoldenRows.Whole($"{Folder}/mse_alignment.json");
        var near = new Near(1e-10);
        var (first, firstPooled) = Pooled("1");
        var (_, secondPooled) = Pooled("2");

        var loss = SquaredAlignment.Loss(firstPooled, secondPooled) / firstPooled.shape[0];
        loss.backward();

        near.Check("loss", loss.item<double>(), golden.Number("loss"));
        Compare(near, "pooled 1", firstPooled, golden.GetProperty("pooled1"));
        Compare(near, "pooled 2", secondPooled, golden.GetProperty("pooled2"));
        var at = 0;
        foreach (var (rows, length) in golden.GetProperty("grad_h1").EnumerateArray().Zip(golden.Integers("len1")))
        {
            foreach (var row in rows.EnumerateArray().Take(length))
                near.Check("gradient", first.grad![at++].data<double>().ToArray(), row);
        }

        near.Verify();

        (Tensor States, Tensor Pooled) Pooled(string which)
        {
            var lengths = golden.Integers($"len{which}");
            var states = cat([.. golden.GetProperty($"h{which}").EnumerateArray().Select((h, b) => Matrix(h).narrow(0, 0, lengths[b]))], 0)
                .requires_grad_();
            using var batch = PackedBatch.Of([.. lengths.Select(l => new int[l])]);
            return (states, Pooling.Mean(states, batch));
        }
    }

    [GoldenFact(Folder)]
    public void R_Drop_is_the_references()
    {
        using var scope = NewDisposeScope();
        var golden = GoldenRows.Whole($"{Folder}/rdrop.json");
        var (first, second) = (
            Matrix(golden.GetProperty("logits1")).requires_grad_(),
            Matrix(golden.GetProperty("logits2")).requires_grad_()
        );
        var labels = tensor(golden.Integers("labels").Select(l => (long)l).ToArray());
        var near = new Near(1e-10);

        var loss = RDrop.Loss(first, second, labels, alpha: 1) / labels.shape[0];
        loss.backward();

        near.Check("loss", loss.item<double>(), golden.Number("loss_paper_alpha1"));
        Compare(near, "first", first.grad!, golden.GetProperty("grad1"));
        Compare(near, "second", second.grad!, golden.GetProperty("grad2"));
        near.Check(
            "divergence",
            RDrop.Divergence(first, second).item<double>() / labels.shape[0],
            (golden.Number("kl_1_2") + golden.Number("kl_2_1")) / 2
        );
        near.Verify();
    }

    private static Tensor Matrix(JsonElement rows)
    {
        var numbers = rows.EnumerateArray().Select(r => r.Numbers()).ToArray();
        return tensor(numbers.SelectMany(r => r).ToArray(), [numbers.Length, numbers[0].Length]);
    }

    private static void Compare(Near near, string what, Tensor actual, JsonElement rows)
    {
        foreach (var (row, i) in rows.EnumerateArray().Select((r, i) => (r, i)))
            near.Check($"{what} {i}", actual[i].data<double>().ToArray(), row);
    }
}
