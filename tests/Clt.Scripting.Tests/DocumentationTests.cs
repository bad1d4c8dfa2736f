using System.Text.RegularExpressions;
using Clt.Plugins.Metadata;
using Clt.Plugins.Tests.Kit;
using Clt.Testing;

namespace Clt.Scripting.Tests;

/// <summary>What the how-tos print compiles, and the host takes it: the plugin's code, its manifest, and the recipe that uses it.</summary>
public sealed class DocumentationTests : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_plugin_of_the_how_tos_is_one_and_its_recipe_runs()
    {
        var usings = "using System; using System.Collections.Generic; using System.Linq;\n";
        string[] pages = ["write-a-task.md", "write-a-source.md", "write-a-metric.md"];
        var references = new[] { "System.Linq", "System.Security.Cryptography", "System.Runtime.Extensions", "System.Memory" }
            .Where(HostAssemblies.Paths.ContainsKey)
            .Select(n => HostAssemblies.Paths[n])
            .ToArray();
        foreach (var page in pages)
        {
            var name = "My." + Path.GetFileNameWithoutExtension(page);
            var folder = _bench.Folder.Combine("plugins", name);
            var manifest = Block("write-a-task.md", "yaml")
                .Replace("my.dates", name.ToLowerInvariant())
                .Replace("My.Dates.dll", name + ".dll");
            _bench.Folder.Write(Path.Combine(folder, "plugin.yaml"), manifest);
            TestPlugin.Compile(usings + Block(page, "csharp"), Path.Combine(folder, name + ".dll"), references);
        }

        _bench.LoadPlugins();
        _bench.Plugins.LoadAll();
        _bench.Plugins.Broken.ShouldBeEmpty();
        _bench.Plugins.Metric("prefix-match").Score(Predict("ab", "abcd")).Value.ShouldBe(0.5);
        _bench.Plugins.Metric("prefix-match").Score(Predict("", "abcd")).Value.ShouldBe(0);

        var task = _bench.Run<ITask>("return ReadDate(on: Dates());");
        var context = new SourceContext(_bench.Folder.Path, _ => { });
        var records = Enum.GetValues<Split>()
            .SelectMany(s => task.Source.Read(new SourceRequest(Language.Parse("en"), s, context)))
            .ToList();
        records.Count.ShouldBe(366);
        var example = task.Format(records.Single(r => r.ItemId == "03-14"));
        example.Prompt.ShouldContain("14");
        example.Completion.ShouldBe("03-14");
        task.Source.Fingerprint(context).ShouldBe(task.Source.Fingerprint(context));
    }

    private static Prediction Predict(string output, string reference) => new("i", Language.Parse("en"), "", output, [reference]);

    private static string Block(string page, string language)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "how-to", page));
        return Regex.Match(text, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
    }
}
