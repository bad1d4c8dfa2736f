using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Clt.Host.Serving;

/// <summary>
/// Loads ASP.NET Core from the .NET installation that runs this process, when it is first needed. Were it named in the program's
/// configuration, every other verb would start later, and none would where only the .NET runtime is installed.
/// </summary>
internal static class AspNetCore
{
    private const string Name = "Microsoft.AspNetCore.App";

    /// <exception cref="InputException">It is not installed.</exception>
    public static void Register()
    {
        var folder = Folder(RuntimeEnvironment.GetRuntimeDirectory());
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, $"{name.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }

    /// <summary>The framework that goes with a runtime: its own version, else the newest of the same major and minor number.</summary>
    /// <param name="runtime">The runtime's folder, such as <c>…/shared/Microsoft.NETCore.App/10.0.1</c>.</param>
    /// <exception cref="InputException">There is none.</exception>
    internal static string Folder(string runtime)
    {
        var own = Path.TrimEndingDirectorySeparator(runtime);
        var version = Path.GetFileName(own);
        var all = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(own)!)!, Name);
        var near = string.Join('.', version.Split('.').Take(2));
        var found = (Directory.Exists(all) ? Directory.GetDirectories(all, $"{near}.*") : [])
            .OrderByDescending(f => Path.GetFileName(f) == version)
            .ThenByDescending(f => Version.TryParse(Path.GetFileName(f), out var v) ? v : new Version(0, 0))
            .FirstOrDefault();
        return found
            ?? throw new InputException(
                $"ASP.NET Core {near} is not installed, and clt serve needs it",
                all,
                "Install the .NET SDK, which has it, or the ASP.NET Core runtime: https://dotnet.microsoft.com/download."
            );
    }
}
