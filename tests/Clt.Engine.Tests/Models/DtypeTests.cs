using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Data;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

public sealed class DtypeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The folders of the references that hold 16-bit weights.</summary>
    public static TheoryData<string> Stored()
    {
        var data = new TheoryData<string>();
        foreach (string name in GoldenFolders.KnownFolders())
        {
            var folder = GoldenFolders.Of(name);
            if (!Directory.Exists(folder))
                continue;
            using var shards = WeightShards.Open(folder);
            if (shards.StoredDtype != Dtype.Float32)
                data.Add(name);
        }

        if (data.Count == 0)
            data.Add("none");
        return data;
    }

    /// <summary>
    /// The reference computes in fp32, bf16 has 8 bits: allowed are 2 % of the largest logit, and what is exact is not bf16.
    /// </summary>
    [GoldenTheory("models")]
    [MemberData(nameof(Stored))]
    public void Golden_logits_and_loss_in_the_stored_dtype_are_close_to_fp32(string folder)
    {
        using var scope = NewDisposeScope();
        using var reference = SafetensorsFile.Open(Path.Combine(GoldenFolders.Of(folder), "reference.safetensors"));
        using var model = LanguageModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families, dtype: null);
        using var wide = LanguageModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        var rows = new ReferenceRows(reference);
        using var batch = PackedBatch.Of(rows.Examples());
        var padded = reference.Values<float>("logits");

        model.Parameters.Dtype.ShouldNotBe(Dtype.Float32);
        using (no_grad())
        {
            var logits = model.Logits(model.Forward(batch)).data<float>().ToArray();
            var limit = 0.02 * rows.Largest(padded, model.Config.VocabularySize);
            rows.MaxDifference(logits, padded, model.Config.VocabularySize).ShouldBeInRange(limit / 1000, limit);
        }

        var (loss, gradient) = LossAndGradient(model, batch);
        var (exact, exactGradient) = LossAndGradient(wide, batch);
        loss.ShouldBe(exact, 0.01 * exact);
        ((gradient - exactGradient).norm() / exactGradient.norm()).item<float>().ShouldBeLessThan(0.05f);
    }

    [Theory]
    [InlineData(Dtype.BFloat16)]
    [InlineData(Dtype.Float16)]
    public void Saving_and_loading_in_16_bits_rounds_once(Dtype dtype)
    {
        using var model = TinyModel.Create();
        model.Save(_folder["wide"]);
        using var narrow = LanguageModel.Load(_folder["wide"], dtype: dtype);
        narrow.Save(_folder["narrow"]);
        using var stored = LanguageModel.Load(_folder["narrow"], dtype: null);
        using var widened = LanguageModel.Load(_folder["narrow"]);

        stored.Parameters.Dtype.ShouldBe(dtype);
        stored.Parameters.Values.bytes.SequenceEqual(narrow.Parameters.Values.bytes).ShouldBeTrue();
        widened.Parameters.Dtype.ShouldBe(Dtype.Float32);
        using var expected = model.Parameters.Values.to_type(dtype.Scalar()).to_type(ScalarType.Float32);
        widened.Parameters.Values.data<float>().ToArray().ShouldBe(expected.data<float>().ToArray());
        new FileInfo(_folder["narrow/model.safetensors"]).Length.ShouldBeLessThan(
            new FileInfo(_folder["wide/model.safetensors"]).Length * 6 / 10
        );
    }

    [Fact]
    public void Text_is_generated_and_scored_in_bf16()
    {
        using var model = TinyModel.Create();
        model.Save(_folder["m"]);
        using var narrow = LanguageModel.Load(_folder["m"], dtype: Dtype.BFloat16);
        int[][] prompts =
        [
            [1, 50, 60],
            [1, 9],
        ];

        var texts = TextGenerator.Generate(
            narrow,
            new CharacterTokenizer(),
            prompts,
            new GenerationSettings { MaxNewTokens = 5, StopAtEos = false },
            1
        );
        texts.Select(t => t.Ids.Count).ShouldBe([5, 5]);
        var narrowScores = Scorer.LogLikelihood(narrow, [(prompts[0], [7, 8])]);
        narrowScores[0].ShouldBe(Scorer.LogLikelihood(model, [(prompts[0], [7, 8])])[0], 0.05);
    }

    [Fact]
    public void What_cannot_be_computed_in_fp16_is_said()
    {
        using var model = TinyModel.Create();
        model.Save(_folder["m"]);
        using var narrow = LanguageModel.Load(_folder["m"], dtype: Dtype.Float16);
        using var batch = PackedBatch.Of([
            [1, 50, 60],
        ]);
        using var scope = NewDisposeScope();
        if (Dtypes.HasHalfProducts)
            narrow.Forward(batch).shape[0].ShouldBe(3);
        else
            Should.Throw<InputException>(() => narrow.Forward(batch)).Message.ShouldContain("bf16");
    }

    [Fact]
    public void Names_are_read_and_misspelt_ones_offered()
    {
        Dtypes.Parse("bf16", "--dtype").ShouldBe(Dtype.BFloat16);
        Dtypes.Parse("float16", "--dtype").ShouldBe(Dtype.Float16);
        Should.Throw<InputException>(() => Dtypes.Parse("bf61", "--dtype")).Message.ShouldContain("'bf16'");
    }

    private static (double Loss, Tensor Gradient) LossAndGradient(LanguageModel model, PackedBatch batch)
    {
        model.Parameters.UseGradients();
        var loss = model.Loss(model.Forward(batch), batch.Targets!) / batch.TargetCount;
        loss.backward();
        return (loss.item<float>(), model.Parameters.Gradients!.to_type(ScalarType.Float32));
    }
}
