using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;
using static Clt.Plugins.Tasks.DenoisingRecipes;

namespace Plugins.Tests.Tasks;

public sealed class DenoisingTests
{
    [Fact]
    public void The_whole_text_is_trained_and_says_how_it_is_spoilt()
    {
        var task = Denoising(NumberWordText("en"), ratio: 0.3, meanLength: 2, permute: false);
        var record = new Record("1", Language.Parse("en"), new Dictionary<string, string> { ["text"] = "one two" });
        var example = task.Format(record);
        (example.Prompt, example.Completion).ShouldBe(("", "one two"));
        example.Noise.ShouldBe(
            new TextNoise
            {
                Ratio = 0.3,
                MeanLength = 2,
                PermuteSentences = false,
            }
        );
        task.Info.Scoring.ShouldBe(Scoring.Generate);
        task.Info.Settings["masked"].ShouldBe("0.3");
        Denoising(NumberWordText("en")).Info.Settings.Values.ShouldNotBe(task.Info.Settings.Values);
    }

    [Fact]
    public void Figures_out_of_range_are_refused_at_once() =>
        Should
            .Throw<InputException>(() => Denoising(NumberWordText("en"), ratio: 1.5, meanLength: 0.1, newTokens: 0))
            .Problems.Select(p => p.What)
            .ShouldBe(["the ratio is 1.5", "the mean length is 0.1", "newTokens is 0"]);
}
