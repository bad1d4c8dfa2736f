using System.Globalization;

namespace Clt.Running.Stopping;

/// <summary>
/// Ends this process when the one that started it has ended, whatever the plugins in it do: the kernel kills a worker with its host, and a
/// thread looks after the parent's process where the kernel does not, or where a shell or <c>mpirun</c> stands between the two.
/// </summary>
public static class ParentWatch
{
    /// <summary>The process to end with, in the environment of those that it starts.</summary>
    public const string Variable = "CLT_PARENT";

    /// <summary>What ends by itself, with a checkpoint, may do so for so long.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>This process, as what <see cref="Variable"/> holds.</summary>
    public static string Self => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Begins to watch the process that the environment names; nothing where it names none.</summary>
    /// <param name="child">Whether that process started this one itself.</param>
    public static void Begin(bool child)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var parent))
            return;
        // What plugins start are their own children.
        Environment.SetEnvironmentVariable(Variable, null);
        if (child)
            NativeProcess.DieWithParent();
        var watch = new Thread(() => Watch(parent, child))
        {
            IsBackground = true,
            Name = "parent watch",
            Priority = ThreadPriority.Highest,
        };
        watch.Start();
    }

    private static void Watch(int parent, bool child)
    {
        // The parent may have ended before the kernel was asked.
        while (IsAlive(parent) && (!child || NativeProcess.Parent() == parent))
            Thread.Sleep(Look);
        Thread.Sleep(Grace);
        NativeProcess.Exit(1);
    }

    private static bool IsAlive(int process)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            // Behind the name, which may hold anything, the state: a dead process that nobody has waited for is a zombie.
            return text[(text.LastIndexOf(')') + 2)..] is not ['Z' or 'X', ..];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
