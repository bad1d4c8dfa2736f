using Clt.Plugins.Catalog;
using Clt.Scripting;

namespace Clt.Host.Recipes;

/// <summary>A task named on the command line in a recipe's words, such as <c>Arithmetic(on: NumberWords())</c>.</summary>
internal sealed class TaskText : IDisposable
{
    private readonly RecipeScript _script;

    private TaskText(RecipeScript script, ITask task) => (_script, Task) = (script, task);

    public ITask Task { get; }

    /// <summary>Whether an argument is such a text, and not a file.</summary>
    public static bool Is(string argument) => argument.Contains('(') && !File.Exists(argument);

    /// <summary>Compiles it and makes the task.</summary>
    /// <exception cref="InputException">It does not compile, or is no task.</exception>
    public static TaskText Open(string text, PluginCatalog catalog)
    {
        var folder = Directory.CreateTempSubdirectory("clt-task-");
        try
        {
            var file = Path.Combine(folder.FullName, "task.csx");
            File.WriteAllText(file, text);
            var script = new RecipeCompiler(catalog, new RecipeOptions { CacheFolder = Path.Combine(CacheFolder.Path, "recipes") }).Load(
                file
            );
            try
            {
                return new TaskText(script, script.Run<ITask>());
            }
            catch
            {
                script.Dispose();
                throw;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose() => _script.Dispose();
}
