using System.IO.Compression;
using System.Security.Cryptography;
using Clt.Plugins.Sources.Debian.Apt;
using Clt.Plugins.Sources.Debian.Store;
using YamlDotNet.Core;

namespace Clt.Plugins.Sources.Debian.Components;

/// <summary>The texts of programs in an archive's lists <c>…dep11_Components-amd64.yml</c>.</summary>
internal sealed class ComponentLists : Material<Component>
{
    private static readonly AptCaller Caller = new("debian-components", "DebianComponents(lists: \"folder\")");

    public override string Name => "debian-components";

    public override string Noun => "texts of programs";

    public override string FileNames => "…Components-….yml";

    public override string Cleaning => "v1";

    public override void Fetch(string folder, SourceContext context)
    {
        context.Report("fetching the texts of programs (about 10 MB)");
        var output = new AptGet(folder, new AptIndexes(["none"], Components: true), Caller, context.Cancel).Update();
        if (Files(folder).Count == 0)
            throw Caller.Failed("apt fetched no texts of programs (DEP-11)", output);
    }

    public override IEnumerable<string> Contents(string folder)
    {
        var files = Files(folder);
        if (files.Count == 0)
        {
            throw new InputException(
                "there are no texts of programs (…Components-….yml or .yml.gz)",
                folder,
                "Copy them from /var/lib/apt/lists, where apt keeps them once the package appstream is installed."
            );
        }

        return files.Select(f =>
        {
            using var stream = Open(f);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        });
    }

    public override IEnumerable<(Language Language, IReadOnlyList<Component> Items)> Clean(string folder) =>
        ComponentCleaner.Clean(Files(folder).SelectMany(Read));

    private static List<ListedComponent> Read(string path)
    {
        try
        {
            using var reader = new StreamReader(Open(path));
            return [.. ComponentReader.ReadAll(reader)];
        }
        catch (Exception error) when (error is YamlException or InvalidDataException)
        {
            throw new InputException($"the list of programs is damaged ({error.Message})", path, "Fetch it again.", error);
        }
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static List<string> Files(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*Components-*.yml")
                .Concat(Directory.GetFiles(folder, "*Components-*.yml.gz"))
                .Order(StringComparer.Ordinal),
        ];
}
