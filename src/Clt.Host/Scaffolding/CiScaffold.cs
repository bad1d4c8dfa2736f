using Clt.Formats.Files;

namespace Clt.Host.Scaffolding;

/// <summary>Continuous integration for recipes: one script that does the work, and a file by which the service calls it.</summary>
/// <param name="Service"><c>github</c> or <c>gitlab</c>.</param>
internal sealed record CiScaffold(string Service)
{
    private const string Script = "ci/studies.sh";

    /// <summary>Where the host is expected where recipes lie in a repository of their own.</summary>
    private const string Submodule = "clt-host";

    private string File =>
        Service switch
        {
            "github" => ".github/workflows/studies.yml",
            "gitlab" => ".gitlab-ci.yml",
            _ => throw new InputException($"there is no workflow for '{Service}'", "clt new ci", "Name github or gitlab."),
        };

    /// <summary>Writes both into a repository's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="tree">The host's source tree, or null.</param>
    /// <returns>The paths written.</returns>
    /// <exception cref="InputException">There is no such service, or a file is there already.</exception>
    public IReadOnlyList<string> Write(string folder, string? tree)
    {
        var inside = tree is not null && Path.GetFullPath(folder) == Path.GetFullPath(tree);
        string[] written = [Path.Combine(folder, Script), Path.Combine(folder, File)];
        foreach (var path in written.Where(System.IO.File.Exists))
            throw new InputException("something of that name is there", path, "Remove it, or choose another folder with --out.");
        AtomicFile.WriteText(written[0], Text("ci-studies.sh", inside));
        AtomicFile.WriteText(written[1], Text($"ci-{Service}.yml", inside));
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(
                written[0],
                System.IO.File.GetUnixFileMode(written[0])
                    | UnixFileMode.UserExecute
                    | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherExecute
            );
        return written;
    }

    /// <summary>What to do next.</summary>
    /// <param name="inside">Whether the recipes lie in the host's own tree.</param>
    public static string[] Next(bool inside) =>
        [
            .. inside ? (string[])[] : [$"git submodule add ADDRESS-OF-CLT-HOST {Submodule}"],
            "write '// ci: run' into the recipes to be run (with options behind it)",
            $"{Script} --update      (stores baselines; commit them)",
        ];

    private static string Text(string template, bool inside) =>
        Scaffold
            .Template(template)
            .Replace("__Clt__", inside ? "./clt" : $"{Submodule}/clt")
            .Replace("__Home__/", inside ? "" : $"{Submodule}/");
}
