using Clt.Plugins.Metrics.Judge;

namespace Plugins.Tests.Metrics.Judge;

public class MissingEndpointTests
{
    [Theory]
    [InlineData("", "'gpt-4o' is no folder, and no endpoint is named")]
    [InlineData("judge.example/v1", "'judge.example/v1' is no http address")]
    [InlineData("ftp://judge.example", "'ftp://judge.example' is no http address")]
    public void A_judge_without_an_endpoint_is_refused_when_the_recipe_names_it(string url, string what)
    {
        var problem = Should.Throw<InputException>(() => JudgeRecipes.JudgeModel("gpt-4o", url)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe(what);
        problem.Mend.ShouldContain("CLT_JUDGE_URL");
    }

    [Theory]
    [InlineData("https://ours.openai.azure.com/openai/deployments/gpt-4o?api-version=2024-10-21", false)]
    [InlineData("https://ours.openai.azure.com", false)]
    [InlineData("https://ours.openai.azure.com/openai/v1/", true)]
    public void Azure_is_asked_by_its_interface_for_openais_clients(string url, bool isRight)
    {
        if (isRight)
            JudgeRecipes.JudgeModel("gpt-4o", url).Url.ShouldBe(url);
        else
            Should
                .Throw<InputException>(() => JudgeRecipes.JudgeModel("gpt-4o", url))
                .Problems.ShouldHaveSingleItem()
                .Mend.ShouldContain("https://ours.openai.azure.com/openai/v1");
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_judge_is_said_at_once() =>
        Should.Throw<InputException>(() => JudgeRecipes.JudgeModel("gpt-4o", "", concurrency: 0, maxTokens: 0)).Problems.Count.ShouldBe(3);
}
