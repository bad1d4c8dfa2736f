using System.ComponentModel;
using System.Reflection;
using Clt.Engine.Models;
using Clt.Plugins.Catalog;

namespace Clt.Host.Listing;

/// <summary>Makes the tables of <c>clt list</c>.</summary>
internal static class Listings
{
    public static IReadOnlyList<string> Kinds { get; } = ["plugins", "tasks", "sources", "metrics", "models", "data", "languages"];

    /// <exception cref="InputException">There is no such kind.</exception>
    public static Listing Make(string kind, PluginCatalog catalog) =>
        kind switch
        {
            "plugins" => Plugins(catalog),
            "tasks" => Factories("tasks", typeof(ITask), catalog, ["name", "fits", "plugin", "call"]),
            "sources" => Factories("sources", typeof(ISource), catalog, ["name", "call", "plugin"]),
            "metrics" => Metrics(catalog),
            "models" => Models(catalog),
            "data" => Data(catalog),
            "languages" => Languages(),
            _ => throw new InputException(
                $"there is nothing to list under '{kind}'",
                "clt list",
                Suggest.DidYouMean(
                    kind,
                    Kinds.Concat(RunListings.Kinds),
                    $"Write one of {string.Join(", ", Kinds.Concat(RunListings.Kinds))}"
                )
            ),
        };

    private static Listing Plugins(PluginCatalog catalog)
    {
        catalog.LoadAll();
        var healthy = catalog
            .Plugins.Select(p => p.Manifest)
            .Select(m => (string[])[m.Id, m.Version, "ok", m.Description, string.Join(" ", m.Provides)]);
        var broken = catalog.Broken.Select(b => (string[])[b.Id, "", "broken", string.Join("; ", b.Reasons), string.Join(" ", b.Provides)]);
        return Listing.Of("plugins", ["id", "version", "state", "description", "provides"], healthy.Concat(broken));
    }

    /// <summary>The recipe methods of plugins that return <paramref name="type"/>, as a recipe would call them.</summary>
    private static Listing Factories(string kind, Type type, PluginCatalog catalog, string[] columns)
    {
        catalog.LoadAll();
        var rows =
            from plugin in catalog.Plugins
            from owner in plugin.Load().GetExportedTypes()
            where owner.GetCustomAttribute<RecipeApiAttribute>() is not null
            from method in owner.GetMethods(BindingFlags.Public | BindingFlags.Static)
            where type.IsAssignableFrom(method.ReturnType)
            orderby method.Name
            select columns.Select(c => Value(c, method, plugin.Manifest.Id)).ToArray();
        return Listing.Of(kind, columns, rows);
    }

    private static string Value(string column, MethodInfo method, string plugin) =>
        column switch
        {
            "name" => method.Name,
            "call" => $"{method.Name}({string.Join(", ", method.GetParameters().Select(Parameter))})",
            "plugin" => plugin,
            // Which data a task is for, as its author says.
            "fits" => method.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "",
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "There is no such column."),
        };

    private static Listing Metrics(PluginCatalog catalog) =>
        Listing.Of(
            "metrics",
            ["name", "signature", "plugin", "description"],
            catalog
                .Implementing<IMetric>()
                .Where(e => e.CanCreate)
                .Select(e => (e.Plugin, e.Create<IMetric>().Info))
                .OrderBy(m => m.Info.Name, StringComparer.Ordinal)
                .Select(m => (string[])[m.Info.Name, m.Info.Signature, m.Plugin.Manifest.Id, m.Info.Description])
        );

    private static Listing Models(PluginCatalog catalog)
    {
        var ofPlugins = catalog
            .Implementing<IModelFamily>()
            .Where(e => e.CanCreate)
            .Select(e => (Family: e.Create<IModelFamily>(), Origin: e.Plugin.Manifest.Id));
        var all = ModelFamilies.BuiltIn.All.Select(f => (Family: f, Origin: "built in")).Concat(ofPlugins);
        return Listing.Of(
            "models",
            ["family", "architectures", "plugin", "description"],
            all.Select(m =>
                (string[])[m.Family.Info.Name, string.Join(" ", m.Family.Info.Architectures), m.Origin, m.Family.Info.Description]
            )
        );
    }

    private static Listing Data(PluginCatalog catalog)
    {
        string[] columns = ["name", "word", "languages", "size", "licence", "found", "title", "citation", "home", "note", "folder"];
        return Listing.Of("data", columns, NamedData.Sets(catalog).Select(Row)) with { Shown = 7 };
    }

    private static string[] Row(DataSetInfo set)
    {
        var word = set.Word.Length > 0 ? set.Word : $"FromCatalogue(\"{set.Name}\")";
        var found = set.Place ?? (set.CanBeFetched ? "to fetch" : "no");
        return
        [
            set.Name,
            word,
            set.Languages,
            NamedData.Size(set.Bytes),
            set.Licence,
            found,
            set.Title,
            set.Citation,
            set.Home,
            set.Note,
            set.Folder ?? "",
        ];
    }

    private static Listing Languages() =>
        Listing.Of("languages", ["tag", "code", "name", "family"], Language.All.Select(l => (string[])[l.Short, l.Code, l.Name, l.Family]));

    private static string Parameter(ParameterInfo parameter)
    {
        var value = parameter.DefaultValue switch
        {
            string text => $"\"{text}\"",
            null => "null",
            bool flag => flag ? "true" : "false",
            var other => other.ToString(),
        };
        return parameter.HasDefaultValue ? $"{parameter.Name}: {value}" : parameter.Name!;
    }
}
