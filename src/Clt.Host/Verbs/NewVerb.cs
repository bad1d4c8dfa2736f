using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Host.Scaffolding;
using Clt.Plugins.Catalog;

namespace Clt.Host.Verbs;

/// <summary><c>clt new</c>: writes a recipe or a plugin's project that works as it stands.</summary>
internal static class NewVerb
{
    public static Command Create()
    {
        var kind = new Argument<ScaffoldKind>("kind")
        {
            Description = "recipe, task, metric, source, model, objective, adapter, schedule, ci or editor.",
            HelpName = "kind",
        };
        var name = new Argument<string>("name")
        {
            Description = "Small letters, digits and dashes, such as read-date; of ci github or gitlab; of editor a folder.",
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder to write into.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        var packages = new Option<string?>("--packages")
        {
            Description = "Build a plugin against the packages in this folder, from clt pack, in place of the source tree.",
            HelpName = "DIR",
        };
        var (json, plugins) = (CommonOptions.Json(), CommonOptions.Plugins());
        var verb = new Command(
            "new",
            """
            Writes a recipe, or the project of a plugin with one task, metric, source, model family, objective, adapter or schedule, and
            tests of it. Each works as it stands; change it to what you need. Nothing that is there is overwritten. new ci writes a
            workflow that checks all recipes, runs those that say so, and compares them with stored baselines. new editor writes, or
            writes anew, what editors read beside recipes to know every word; new recipe does so where it is the first.

            Examples:
              clt new recipe my-study
              clt new task read-date
              clt new model my-llama --out ~/plugins
              clt new task read-date --packages ~/feed      (after clt pack --out ~/feed)
              clt new ci github
              clt new editor . --plugins ~/my-plugins
            """
        )
        {
            kind,
            name,
            folder,
            packages,
            plugins,
            json,
        };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(kind) == ScaffoldKind.Ci)
                return Workflow(parsed.GetValue(name)!, parsed.GetValue(folder)!, parsed.GetValue(json));
            EditorFiles Files() => new(PluginHost.Load(NamedPlugins.All(parsed.GetValue(plugins))));
            if (parsed.GetValue(kind) == ScaffoldKind.Editor)
                return Editor(Files().Write(Path.Combine(parsed.GetValue(folder)!, parsed.GetValue(name)!)), parsed.GetValue(json));
            var scaffold = new Scaffold(parsed.GetValue(kind), parsed.GetValue(name)!);
            var path = scaffold.Write(parsed.GetValue(folder)!, ContractReference.Of(parsed.GetValue(packages)));
            var beside = scaffold.Kind == ScaffoldKind.Recipe ? Files().WriteFirst(Path.GetDirectoryName(path)!) : [];
            var next = Next(scaffold, path);
            if (parsed.GetValue(json))
                JsonText.Print(
                    new
                    {
                        Path = path,
                        Beside = beside,
                        Next = next,
                    }
                );
            else
            {
                Console.Out.WriteLine($"Written: {string.Join(", ", beside.Prepend(path))}");
                Console.Out.WriteLine($"Next:\n{string.Concat(next.Select(line => $"  {line}\n"))}".TrimEnd());
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static int Editor(IReadOnlyList<string> written, bool json)
    {
        if (json)
            JsonText.Print(new { Paths = written });
        else
            Console.Out.WriteLine($"Written: {string.Join(", ", written)}");
        return ExitCode.Done;
    }

    private static int Workflow(string service, string folder, bool json)
    {
        var tree = DataPlaces.SourceTree;
        var written = new CiScaffold(service).Write(folder, tree);
        var next = CiScaffold.Next(tree is not null && Path.GetFullPath(folder) == Path.GetFullPath(tree));
        if (json)
            JsonText.Print(new { Paths = written, Next = next });
        else
            Console.Out.WriteLine($"Written: {string.Join(", ", written)}\nNext:\n{string.Concat(next.Select(l => $"  {l}\n"))}".TrimEnd());
        return ExitCode.Done;
    }

    private static string[] Next(Scaffold scaffold, string path)
    {
        if (scaffold.Kind == ScaffoldKind.Recipe)
            return [$"clt check {path}", $"clt run {path}"];
        var built = Path.Combine(path, "out");
        var listed = scaffold.Kind is ScaffoldKind.Task or ScaffoldKind.Metric or ScaffoldKind.Source or ScaffoldKind.Model
            ? scaffold.Kind.ToString().ToLowerInvariant() + "s"
            : "plugins";
        return [$"dotnet build {path} -c Release -o {built}", $"clt list {listed} --plugins {built}", $"dotnet test {path}/tests"];
    }
}
