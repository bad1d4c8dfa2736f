using Clt.Plugins.Catalog;
using Clt.Plugins.Tests.Kit;

namespace Clt.Scripting.Tests;

/// <summary>A folder with recipes, plugins and a cache.</summary>
public sealed class RecipeBench : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public List<string> Warnings { get; } = [];

    public PluginCatalog Plugins { get; set; } = PluginCatalog.Empty;

    public RecipeOptions Options =>
        new()
        {
            StaticClasses = ["Clt.Scripting.Tests.TestDsl"],
            HostAssemblies = ["Clt.Abstractions", "Clt.Scripting.Tests"],
            CacheFolder = Folder.Combine("cache"),
            Warn = Warnings.Add,
        };

    public RecipeScript Load(string text, string name = "recipe.csx") => LoadFile(Folder.Write(name, text));

    public RecipeScript LoadFile(string path) => new RecipeCompiler(Plugins, Options).Load(path);

    public T Run<T>(string text)
    {
        using var script = Load(text);
        return script.Run<T>();
    }

    public IReadOnlyList<Problem> Problems(string text) => Should.Throw<InputException>(() => Load(text)).Problems;

    public void LoadPlugins() => Plugins = PluginHost.Load([Folder.Combine("plugins")], builtIn: false);

    public void Dispose() => Folder.Dispose();
}
