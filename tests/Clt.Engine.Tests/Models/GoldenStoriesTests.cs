using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Tests.Data;
using Clt.Formats.Safetensors;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>A real pretrained model: the 260 K-parameter Llama of llama2.c.</summary>
public sealed class GoldenStoriesTests
{
    private static readonly string Folder = Path.Combine(SharedFolder.Data, "stories260k");

    [DataFact("stories260k")]
    public void Logits_are_the_references()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = LanguageModel.Load(Folder);
        using var reference = SafetensorsFile.Open(Path.Combine(Folder, "reference.safetensors"));
        var ids = reference.Values<long>("greedy_ids").ToArray().Select(i => (int)i).ToArray();
        using var batch = PackedBatch.Of([ids]);

        var logits = model.Logits(model.Forward(batch)).data<float>().ToArray();

        var expected = reference.Floats("logits");
        var largest = expected.Max(Math.Abs);
        logits.Zip(expected, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f * largest);
    }

    [DataFact("stories260k")]
    public void Greedy_ids_and_their_score_are_the_references()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "reference.json")));
        var expected = document.RootElement.GetProperty("greedy_ids").EnumerateArray().Select(i => i.GetInt32()).ToArray();
        var sum = document.RootElement.GetProperty("sum_logprob_of_greedy").GetDouble();
        using var model = LanguageModel.Load(Folder);

        var settings = new GenerationSettings { MaxNewTokens = expected.Length - 1, StopAtEos = false };
        var generated = TextGenerator.Generate(model, new CharacterTokenizer(), [expected[..1]], settings, 1)[0];

        generated.Ids.ShouldBe(expected[1..]);
        generated.LogProbability.ShouldBe(sum, 1e-3);
        Scorer.LogLikelihood(model, [(expected[..1], expected[1..])])[0].ShouldBe(sum, 1e-3);
    }
}
