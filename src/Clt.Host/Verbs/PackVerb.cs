using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Packaging;

namespace Clt.Host.Verbs;

/// <summary><c>clt pack</c>: NuGet packages of what plugins are built against, and of templates for <c>dotnet new</c>.</summary>
internal static class PackVerb
{
    public static Command Create()
    {
        var folder = new Option<string?>("--out")
        {
            Description = "The folder to write into; artifacts/packages of the source tree by default.",
            HelpName = "DIR",
        };
        var json = CommonOptions.Json();
        var verb = new Command(
            "pack",
            """
            Packs what plugins are built against as NuGet packages (Clt.Abstractions, Clt.Recipes, Clt.Testing and what these need), with
            their docstrings, and symbols with the sources; and CltHost.Templates, with which dotnet new writes what clt new writes. The
            same source gives the same bytes. A folder of packages is a package source.

            Examples:
              clt pack
              clt pack --out ~/feed
              clt new task read-date --packages ~/feed
              dotnet new install ~/feed/CltHost.Templates.*.nupkg && dotnet new clt-task -n read-date --packages ~/feed
            """
        )
        {
            folder,
            json,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var packing = new Packing(SourceTree.Find());
                var target = Path.GetFullPath(parsed.GetValue(folder) ?? packing.DefaultFolder);
                var packages = await packing.Run(target, Console.Error.WriteLine, cancel);
                if (parsed.GetValue(json))
                    JsonText.Print(new { Folder = target, Packages = packages });
                else
                    Print(target, packages);
                return packages.Count > 0 ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return verb;
    }

    private static void Print(string folder, IReadOnlyList<Package> packages)
    {
        if (packages.Count == 0)
            return;
        TextTable.Print(["package", "version", "sha256"], packages.Select(p => (string[])[p.Id, p.Version, p.Sha256]));
        Console.Out.WriteLine($"In {folder}");
        var stale = packages.Where(p => p.Stale is not null).ToList();
        if (stale.Count == 0)
            return;
        Console.Out.WriteLine("NuGet has other packages of these versions and would go on using them. Raise the version, or remove:");
        foreach (var package in stale)
            Console.Out.WriteLine($"  {package.Stale}");
    }
}
