using System.CommandLine;
using Clt.Host.Listing;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;

namespace Clt.Host.Verbs;

/// <summary><c>clt list</c>: what recipes can use here.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind")
        {
            Description = string.Join(", ", Listings.Kinds.Concat(RunListings.Kinds)),
            DefaultValueFactory = _ => "plugins",
        };
        kind.CompletionSources.Add([.. Listings.Kinds, .. RunListings.Kinds]);
        var (json, plugins, runs) = (CommonOptions.Json(), CommonOptions.Plugins(), CommonOptions.Runs());
        var verb = new Command(
            "list",
            """
            Lists what recipes can use here: plugins, tasks, sources, metrics, models, data or languages;
            or what was run: studies and cells of a runs folder, with their sizes.

            Examples:
              clt list
              clt list tasks
              clt list data
              clt list languages --json
              clt list plugins --plugins ~/my-plugins
              clt list studies
              clt list cells --runs runs --json
            """
        )
        {
            kind,
            json,
            plugins,
            runs,
        };
        verb.SetAction(parsed =>
        {
            var what = parsed.GetValue(kind)!;
            var listing = RunListings.Kinds.Contains(what)
                ? RunListings.Make(what, parsed.GetValue(runs)!)
                : Listings.Make(what, PluginHost.Load(NamedPlugins.All(parsed.GetValue(plugins))));
            if (parsed.GetValue(json))
                JsonText.Print(new Dictionary<string, object> { [listing.Kind] = listing.Rows });
            else
                Print(listing);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Print(Listing.Listing listing)
    {
        var columns = listing.Columns.Take(listing.Shown).ToList();
        TextTable.Print(columns, listing.Rows.Select(row => columns.Select(c => row.GetValueOrDefault(c, "")).ToList()));
    }
}
