using System.Text.Json;
using Clt.Testing;

namespace Clt.Host.Tests.Packaging;

/// <summary>A package of a lock file.</summary>
/// <param name="Project">The project whose lock it is.</param>
/// <param name="Name">Its id.</param>
/// <param name="Version">The version that is locked.</param>
/// <param name="Requested">What the project asks for, as NuGet writes it; empty where another package does.</param>
/// <param name="Hash">SHA-512 of its content, in base64.</param>
internal sealed record LockedPackage(string Project, string Name, string Version, string Requested, string Hash)
{
    private const string Ending = ".lock.json";

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Folder, "locks");

    /// <summary>Every package of every lock.</summary>
    public static IReadOnlyList<LockedPackage> All { get; } = [.. Directory.GetFiles(Folder, "*" + Ending).SelectMany(Read)];

    /// <summary>Names of the projects that have a lock.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [.. Directory.GetFiles(Folder, "*" + Ending).Select(f => Path.GetFileName(f)[..^Ending.Length])];

    private static IEnumerable<LockedPackage> Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var packages = json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject());
        return
        [
            .. packages
                .Where(p => Text(p.Value, "type") != "Project")
                .Select(p => new LockedPackage(
                    Path.GetFileName(file)[..^Ending.Length],
                    p.Name,
                    Text(p.Value, "resolved"),
                    Text(p.Value, "requested"),
                    Text(p.Value, "contentHash")
                )),
        ];
    }

    private static string Text(JsonElement package, string name) => package.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
