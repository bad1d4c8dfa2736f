namespace Clt.Host;

/// <summary>
/// How this program starts itself: <c>dotnet clt.dll …</c>, or the executable <c>clt …</c> that the build puts beside the assembly, which
/// takes no assembly.
/// </summary>
internal static class HostProgram
{
    /// <summary>The program that runs.</summary>
    public static string Path { get; } = Environment.ProcessPath ?? "dotnet";

    /// <summary>Whether it is the executable, so that no assembly is to be named.</summary>
    public static bool IsExecutable { get; } =
        System.IO.Path.GetFileNameWithoutExtension(Path) == typeof(HostProgram).Assembly.GetName().Name;

    /// <summary>The arguments that start it again with others.</summary>
    /// <param name="arguments">Those that follow the program's name on the command line.</param>
    public static IReadOnlyList<string> With(IEnumerable<string> arguments) =>
        IsExecutable ? [.. arguments] : [typeof(HostProgram).Assembly.Location, .. arguments];
}
