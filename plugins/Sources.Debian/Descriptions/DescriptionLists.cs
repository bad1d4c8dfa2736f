using System.Security.Cryptography;
using Clt.Plugins.Sources.Debian.Apt;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Descriptions;

/// <summary>Package descriptions of apt's lists <c>…Translation-xx</c>.</summary>
internal sealed class DescriptionLists : Material<Description>
{
    public override string Name => "debian-descriptions";

    public override string Noun => "descriptions";

    public override string FileNames => "…Translation-xx";

    public override string Cleaning => "v1";

    public override void Fetch(string folder, SourceContext context) => AptLists.Fetch(folder, context);

    public override IEnumerable<string> Contents(string folder)
    {
        var files = AptLists.Translations(folder);
        if (files.All(f => f.Tag != "en"))
        {
            throw new InputException(
                "there are no English descriptions (…Translation-en)",
                folder,
                "Fetch them too: translations are aligned by them."
            );
        }

        return files.Select(f =>
        {
            using var stream = File.OpenRead(f.Path);
            return f.Tag + ' ' + Convert.ToHexStringLower(SHA256.HashData(stream));
        });
    }

    public override IEnumerable<(Language Language, IReadOnlyList<Description> Items)> Clean(string folder)
    {
        var files = AptLists.Translations(folder);
        var cleaner = new Cleaner(files.Where(f => f.Tag == "en").SelectMany(f => Stanza.ReadAll(f.Path)));
        foreach (var group in files.GroupBy(f => Language.TryParse(f.Tag, out var language) ? language : null))
        {
            if (group.Key is { } language)
                yield return (language, cleaner.Clean(group.SelectMany(f => Stanza.ReadAll(f.Path)), language));
        }
    }
}
