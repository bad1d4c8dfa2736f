using System.CommandLine;
using Clt.Host.Listing;
using Clt.Host.Output;
using Clt.Plugins.Catalog;

namespace Clt.Host.Verbs;

/// <summary><c>clt list</c>: what recipes can use here.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = string.Join(", ", Listings.Kinds), DefaultValueFactory = _ => "plugins" };
        kind.CompletionSources.Add([.. Listings.Kinds]);
        var (json, plugins) = (CommonOptions.Json(), CommonOptions.Plugins());
        var verb = new Command(
            "list",
            """
            Lists what recipes can use here: plugins, tasks, sources, metrics, models or languages.

            Examples:
              clt list
              clt list tasks
              clt list languages --json
              clt list plugins --plugins ~/my-plugins
            """) { kind, json, plugins };
        verb.SetAction(parsed =>
        {
            var catalog = PluginHost.Load(parsed.GetValue(plugins));
            var listing = Listings.Make(parsed.GetValue(kind)!, catalog);
            if (parsed.GetValue(json)) JsonText.Print(new Dictionary<string, object> { [listing.Kind] = listing.Rows });
            else TextTable.Print(listing.Columns, listing.Rows.Select(row => listing.Columns.Select(c => row.GetValueOrDefault(c, "")).ToList()));
            return ExitCode.Done;
        });
        return verb;
    }
}
