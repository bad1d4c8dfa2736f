namespace Clt.Host.Tests.Torture;

/// <summary>Processes of this harness, by a mark in their environment that what they start inherits.</summary>
internal static class OwnProcesses
{
    public const string Variable = "CLT_TORTURE_MARK";

    /// <summary>Numbers of living processes with a mark, and their command lines.</summary>
    public static IReadOnlyList<(int Id, string Command)> With(string mark)
    {
        var found = new List<(int, string)>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                if (!File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{Variable}={mark}\0", StringComparison.Ordinal))
                    continue;
                var dead = File.ReadAllText(Path.Combine(folder, "stat")).Contains(") Z", StringComparison.Ordinal);
                if (!dead)
                    found.Add((int.Parse(Path.GetFileName(folder)), File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
            }
        }

        return found;
    }

    public static void Kill(int process)
    {
        try
        {
            System.Diagnostics.Process.GetProcessById(process).Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended by itself.
        }
    }
}
