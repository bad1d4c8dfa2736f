using Clt.Plugins.Metrics.Judge;

namespace Plugins.Tests.Metrics.Judge;

public class LazyClientTests
{
    /// <summary>Loading the plugin's types, as the host does, and making a judge brings no client in: recipes start as before.</summary>
    [Fact]
    public void The_client_of_judges_is_loaded_when_one_is_asked()
    {
        var context = new RecordingContext();
        var plugin = context.LoadFromAssemblyPath(typeof(PointwiseJudge).Assembly.Location);
        plugin.GetTypes().ShouldNotBeEmpty();
        var make = plugin.GetType(typeof(JudgeRecipes).FullName!)!.GetMethod(nameof(JudgeRecipes.JudgeModel))!;
        var given = new object?[] { "m", "http://127.0.0.1:1/v1" };
        var others = make.GetParameters().Skip(given.Length).Select(p => p.DefaultValue);
        make.Invoke(null, [.. given, .. others]).ShouldNotBeNull();

        context.Asked.ShouldNotBeEmpty();
        string[] client = ["OpenAI", "System.ClientModel", "Polly", "Microsoft.Extensions"];
        context.Asked.Where(name => client.Any(c => name.StartsWith(c, StringComparison.Ordinal))).ShouldBeEmpty();
    }
}
