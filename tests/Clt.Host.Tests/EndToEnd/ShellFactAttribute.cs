namespace Clt.Host.Tests.EndToEnd;

/// <summary>A fact that needs a shell; skipped, with the reason and the mend shown, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Skip = folders.Any(f => File.Exists(Path.Combine(f, shell))) ? null : $"no {shell} in PATH: apt-get install {shell}";
    }
}
