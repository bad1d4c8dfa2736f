using Clt.Engine.Models.Encoders;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Tests.Models;

/// <summary>Encoders to and from files: under each head, with older names, with what is missing or too much.</summary>
public sealed class EncoderFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_model_is_loaded_with_the_same_bits_under_each_head()
    {
        foreach (var config in Heads())
        {
            using var model = TinyEncoder.Create(config);
            var hash = model.Save(_folder["m"]);
            using var loaded = EncoderModel.Load(_folder["m"], TinyEncoder.Families);
            loaded.Save(_folder["again"]).ShouldBe(hash, config.Head.ToString());
            loaded.Config.Labels.ShouldBe(config.Labels);
            loaded.Notes.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_head_that_the_files_lack_is_an_error_or_made_from_a_seed_and_listed()
    {
        using (var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.MaskedLanguageModel)))
            model.Save(_folder["m"]);
        EncoderConfig Tagger(EncoderConfig c) => c.WithHead(EncoderHead.Tokens, ["O", "B", "I"]);

        var fault = Should.Throw<InputException>(() => EncoderModel.Load(_folder["m"], TinyEncoder.Families, Tagger));
        fault
            .Problems.Select(p => p.What)
            .ShouldBe(["tensor 'classifier.weight' [3, 32] is missing", "tensor 'classifier.bias' [3] is missing"], ignoreOrder: true);

        using var tagger = EncoderModel.Load(_folder["m"], TinyEncoder.Families, Tagger, new Seed(3));
        using var same = EncoderModel.Load(_folder["m"], TinyEncoder.Families, Tagger, new Seed(3));
        using var other = EncoderModel.Load(_folder["m"], TinyEncoder.Families, Tagger, new Seed(4));
        tagger.Notes.Count(n => n.Contains("made afresh") && n.Contains("classifier")).ShouldBe(2);
        tagger.Notes.Count(n => n.Contains("left out") && n.Contains("cls.predictions")).ShouldBe(5);
        tagger.Notes.Count.ShouldBe(7);
        same.Parameters.Values.bytes.SequenceEqual(tagger.Parameters.Values.bytes).ShouldBeTrue();
        Values(other, TensorNames.TokenLabels).ShouldNotBe(Values(tagger, TensorNames.TokenLabels));
        Values(other, TensorNames.Embedding).ShouldBe(Values(tagger, TensorNames.Embedding));
        tagger.Save(_folder["tagger"]);
        using var loaded = EncoderModel.Load(_folder["tagger"], TinyEncoder.Families);
        loaded.Config.Labels.ShouldBe(["O", "B", "I"]);
    }

    [Fact]
    public void A_body_without_a_pooler_is_loaded_and_says_so()
    {
        using (var model = TinyEncoder.Create(TinyEncoder.Config()))
            model.Save(_folder["m"]);
        Rewrite(e => e.Name.Contains("pooler") ? null : e.Name);

        using var loaded = EncoderModel.Load(_folder["m"], TinyEncoder.Families);

        loaded.Notes.ShouldBe(
            ["'pooler.dense.weight' is not in the files: made afresh", "'pooler.dense.bias' is not in the files: made afresh"],
            ignoreOrder: true
        );
    }

    [Fact]
    public void Older_names_and_bodies_with_or_without_their_beginning_are_read()
    {
        using var model = TinyEncoder.Create(TinyEncoder.Config());
        model.Save(_folder["m"]);
        Rewrite(e => "bert." + e.Name.Replace("LayerNorm.weight", "LayerNorm.gamma").Replace("LayerNorm.bias", "LayerNorm.beta"));

        using var loaded = EncoderModel.Load(_folder["m"], TinyEncoder.Families);

        loaded.Parameters.Values.bytes.SequenceEqual(model.Parameters.Values.bytes).ShouldBeTrue();
    }

    [Fact]
    public void Missing_extra_misshapen_and_doubled_tensors_are_all_listed()
    {
        using (var model = TinyEncoder.Create(TinyEncoder.Config()))
            model.Save(_folder["m"]);
        Rewrite(e =>
            e.Name switch
            {
                "embeddings.LayerNorm.bias" => null,
                "encoder.layer.0.output.dense.bias" => "encoder.layer.0.output.dense.extra",
                "encoder.layer.1.output.LayerNorm.bias" => "encoder.layer.1.output.LayerNorm.gamma",
                var name => name,
            }
        );

        var problems = Should
            .Throw<InputException>(() => EncoderModel.Load(_folder["m"], TinyEncoder.Families))
            .Problems.Select(p => p.What)
            .ToList();

        problems.Count.ShouldBe(5);
        problems.Count(p => p.Contains("is missing")).ShouldBe(3);
        problems.ShouldContain(p => p.Contains("extra' [32] has no place") || p.Contains("extra' F32 [32] has no place"));
        problems.ShouldContain(p => p.Contains("is there twice"));
    }

    private static IEnumerable<EncoderConfig> Heads()
    {
        var config = TinyEncoder.Config();
        yield return config;
        yield return config.WithHead(EncoderHead.MaskedLanguageModel);
        yield return config.WithHead(EncoderHead.Sequence, ["a", "b", "c"]);
        yield return config.WithHead(EncoderHead.Tokens, ["a", "b"]);
        yield return config.WithHead(EncoderHead.Tokens, ["a", "b"], crf: true);
        yield return config.WithHead(EncoderHead.Arcs, ["root", "nsubj"]);
        yield return config.WithJointHead(["set", "show"], ["O", "B-time"]);
        yield return config.WithJointHead(["set", "show"], ["O", "B-time"], crf: true);
    }

    /// <summary>Writes the weights again under other names; null leaves a tensor out.</summary>
    private void Rewrite(Func<TensorEntry, string?> name)
    {
        var path = _folder["m/model.safetensors"];
        List<TensorToWrite> tensors;
        using (var file = SafetensorsFile.Open(path))
        {
            tensors =
            [
                .. file
                    .Entries.Where(e => name(e) is not null)
                    .Select(e => TensorToWrite.Of(name(e)!, e.Type, e.Shape, file.Floats(e.Name))),
            ];
        }

        SafetensorsWriter.Write(path, tensors);
    }

    private static float[] Values(EncoderModel model, string name) => model.Parameters[name].data<float>().ToArray();
}
