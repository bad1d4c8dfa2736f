using System.CommandLine;
using System.CommandLine.Completions;
using Clt.Host.Listing;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;
using Clt.Running.Data;

namespace Clt.Host.Verbs;

/// <summary><c>clt data fetch</c>: fetches sets of the catalogue by name, or what a recipe's sources need.</summary>
internal static class DataFetch
{
    public static Command Create()
    {
        var names = new Argument<string[]>("name")
        {
            Description = "Sets of the catalogue (clt list data), or one recipe, a .csx file.",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "name",
        };
        names.CompletionSources.Add(_ => NamedData.Sets(PluginHost.Load([])).Select(s => new CompletionItem(s.Name)));
        var all = new Option<bool>("--all") { Description = "Every set of the catalogue that has public addresses." };
        var json = CommonOptions.Json();
        var verb = new Command(
            "fetch",
            """
            Fetches public data sets, or what a recipe's sources need, so that it runs without a connection afterwards. Sets are looked for
            in the folder that CLT_DATA names (else in ../shared/data beside the repository), then in the cache; what is in neither is
            downloaded, checked and kept in the cache.

            Examples:
              clt data fetch mgsm xquad
              clt data fetch --all --json
              clt data fetch recipes/synopsis.csx
            """
        )
        {
            names,
            all,
            json,
        };
        var read = SessionOptions.AddOptionsTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
            {
                var (given, every) = (parsed.GetValue(names) ?? [], parsed.GetValue(all));
                if ((given.Length == 0) != every)
                {
                    throw new InputException(
                        every ? "both names and --all are given" : "neither a set nor a recipe is named",
                        "clt data fetch",
                        "Name sets of the catalogue, one recipe, or --all."
                    );
                }

                var asJson = parsed.GetValue(json);
                if (given is [var only] && only.EndsWith(".csx", StringComparison.Ordinal))
                    Recipe(read(parsed, only), asJson, cancel);
                else
                    Sets(PluginHost.Load(read(parsed, "").Plugins), every ? null : given, asJson, cancel);
                return Task.FromResult(ExitCode.Done);
            }
        );
        return verb;
    }

    private static void Sets(PluginCatalog plugins, string[]? names, bool json, CancellationToken cancel)
    {
        names ??= [.. NamedData.Sets(plugins).Where(s => s.CanBeFetched || s.Place is not null).Select(s => s.Name)];
        var sets = NamedData.Fetch(plugins, [.. names.Distinct(StringComparer.Ordinal)], cancel).ToList();
        foreach (var set in sets.Where(s => s.Different.Count > 0))
        {
            var different = string.Join(", ", set.Different);
            var note = $"note: {set.Name} in {set.Folder} lacks or has another content of: {different}. {set.Note}";
            Console.Error.WriteLine(note.TrimEnd());
        }

        if (json)
        {
            JsonText.Print(new { sets });
            return;
        }

        TextTable.Print(
            ["name", "licence", "size", "found", "folder"],
            sets.Select(s => (string[])[s.Name, s.Licence, NamedData.Size(s.Bytes), s.Place ?? "", s.Folder ?? ""])
        );
    }

    private static void Recipe(SessionOptions options, bool json, CancellationToken cancel)
    {
        using var body = RecipeBody.Open(options, Console.Error.WriteLine, cancel);
        var sources = StudyData
            .Sources(StudyData.Of(body.Study))
            .Select(s => (s.Info, Fingerprint: s.Fingerprint(body.Context.Source)))
            .ToList();
        if (json)
        {
            JsonText.Print(
                new
                {
                    sources = sources.Select(s => new
                    {
                        source = s.Info.Name,
                        s.Info.Settings,
                        s.Fingerprint,
                    }),
                }
            );
            return;
        }

        TextTable.Print(
            ["source", "languages", "content"],
            sources.Select(s => (string[])[s.Info.Name, $"{s.Info.Languages.Count}", s.Fingerprint])
        );
    }
}
