using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Clt.Plugins.Sources.Npm.Cldr;
using Clt.Plugins.Sources.Npm.Emoji;
using Clt.Testing;

namespace Plugins.Tests.Sources.Npm;

/// <summary>Tarballs of made-up packages, in the form that CLDR's have.</summary>
public sealed class NpmFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a package of JSON files.</summary>
    public string Pack(string file, params (string Path, object Content)[] files)
    {
        var path = Path.Combine(Folder, file);
        using var tar = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        foreach (var (name, content) in files)
        {
            var text = content as string ?? JsonSerializer.Serialize(content);
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, $"package/{name}") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }
            );
        }

        return path;
    }

    /// <summary>
    /// Territories A0, A1, …, B0, … in en and fr: A0 pays in C0, A1 in C1, …; all speak one of four languages and lie in one of four parts.
    /// </summary>
    public void Cldr(int territories = 40, int currencies = 8)
    {
        var all = Enumerable.Range(0, territories).ToList();
        Pack(
            CldrData.Packages[0].File,
            Supplement("territoryInfo", all.ToDictionary(i => Territory(i), i => Speaks(("l" + i % 4, "official"), ("xx", "")))),
            Supplement("currencyData", new { region = all.ToDictionary(i => Territory(i), i => Pays($"C{i % currencies}")) }),
            Supplement(
                "territoryContainment",
                Enumerable.Range(1, 4).ToDictionary(p => $"00{p}", p => Contains(all.Where(i => i % 4 == p - 1)))
            ),
            Supplement("languageData", Enumerable.Range(0, 4).ToDictionary(i => $"l{i}", i => new { _scripts = new[] { $"Sc{i}" } }))
        );
        Pack(
            CldrData.Packages[1].File,
            [.. Names("en", territories, "land", "Tongue", "Region: {0}"), .. Names("fr", territories, "pays", "Langue", "région : {0}")]
        );
        Pack(CldrData.Packages[2].File, Money("en", currencies, "Crown"), Money("fr", currencies, "couronne"));
    }

    /// <summary>Men and women at work, then an emoji of each group, a flag, and one that English alone names.</summary>
    public void Emoji()
    {
        var work = Enumerable.Range(0, 20).SelectMany(i => new[] { $"1F468-200D-{0x1F393 + i:X}", $"1F469-200D-{0x1F393 + i:X}" });
        List<(string Id, int Group)> all =
        [
            .. work.Select(w => (w, 1)),
            .. new[] { 0, 2, 3, 4, 5, 6, 7, 8, 9 }.Select(g => ($"{0x1F393 + 10 * g:X}", g)),
        ];
        var compact = all.Append(("1F600", 0))
            .Select(e => new
            {
                hexcode = e.Item1,
                unicode = Written(e.Item1) + "\uFE0F",
                group = e.Item2,
            });
        object Named(string tag, string id) => new { tts = new[] { id == "1F600" ? "only English" : $"{id} in {tag}" } };
        object Annotations(string tag, IEnumerable<string> ids) =>
            new { annotations = new { annotations = ids.ToDictionary(Written, i => Named(tag, i)) } };
        var ids = all.Select(e => e.Id).ToList();
        Pack(
            EmojiData.Packages[0].File,
            ("annotations/en/annotations.json", Annotations("en", ids.Append("1F600"))),
            ("annotations/fr/annotations.json", Annotations("fr", ids))
        );
        Pack(EmojiData.Packages[1].File, ("en/compact.json", compact));
    }

    private static string Written(string id) => string.Concat(id.Split('-').Select(p => char.ConvertFromUtf32(Convert.ToInt32(p, 16))));

    private static string Territory(int i) => $"{(char)('A' + i / 10)}{i % 10}";

    private static (string, object) Supplement(string name, object content) =>
        ($"supplemental/{name}.json", new { supplemental = new Dictionary<string, object> { [name] = content } });

    private static object Speaks(params (string Code, string Status)[] languages) =>
        new
        {
            languagePopulation = languages.ToDictionary(
                l => l.Code,
                l => new Dictionary<string, string> { ["_officialStatus"] = l.Status }
            ),
        };

    private static object Pays(string code) =>
        new[]
        {
            new Dictionary<string, object> { [code] = new { _from = "1900-01-01" } },
            new Dictionary<string, object> { ["OLD"] = new { _from = "1800-01-01", _to = "1900-01-01" } },
            new Dictionary<string, object> { ["GOLD"] = new { _tender = "false" } },
        };

    private static object Contains(IEnumerable<int> territories) => new { _contains = territories.Select(i => Territory(i)) };

    private static IEnumerable<(string, object)> Names(string tag, int territories, string land, string tongue, string region)
    {
        (string, object) File(string name, object content) =>
            ($"main/{tag}/{name}.json", new { main = new Dictionary<string, object> { [tag] = new { localeDisplayNames = content } } });
        var named = Enumerable.Range(0, territories).ToDictionary(i => Territory(i), i => $"{(char)('A' + i % 26)}{i}q {land}");
        for (var part = 1; part <= 4; part++)
            named[$"00{part}"] = $"{(char)('W' + part % 3)}part{part}";
        named[$"{Territory(0)}-alt-short"] = "short";
        yield return File("territories", new { territories = named });
        yield return File("languages", new { languages = Enumerable.Range(0, 4).ToDictionary(i => $"l{i}", i => $"{i}th {tongue}") });
        yield return File("scripts", new { scripts = Enumerable.Range(0, 4).ToDictionary(i => $"Sc{i}", i => $"hand {i} of {tag}") });
        yield return File(
            "localeDisplayNames",
            new
            {
                localeDisplayPattern = new { localeKeyTypePattern = "{0}: {1}" },
                keys = new { currency = tag == "en" ? "Currency" : "devise" },
                codePatterns = new
                {
                    language = "L: {0}",
                    script = "S: {0}",
                    territory = region,
                },
            }
        );
    }

    private static (string, object) Money(string tag, int currencies, string noun)
    {
        var named = Enumerable.Range(0, currencies).ToDictionary(i => $"C{i}", i => new { displayName = $"{i} {noun}" });
        return (
            $"main/{tag}/currencies.json",
            new { main = new Dictionary<string, object> { [tag] = new { numbers = new { currencies = named } } } }
        );
    }
}
