using System.Diagnostics;
using Clt.Engine.Plugins;
using Clt.Running.Stopping;

namespace Clt.Host;

/// <summary>
/// Says who ended the process where that was not the host: <c>Environment.Exit</c> in a recipe or plugin, or an exception on a thread that
/// one of them has started. Then the exit code is 1, whatever it was to be.
/// </summary>
internal static class EndedBy
{
    private const int Frames = 4;
    private static volatile bool _ends;

    /// <summary>Begins to watch.</summary>
    public static void Begin()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Exit();
        AppDomain.CurrentDomain.UnhandledException += (_, raised) => Raised(raised.ExceptionObject);
    }

    /// <summary>The host ends the process itself.</summary>
    public static int With(int code)
    {
        _ends = true;
        return code;
    }

    private static void Exit()
    {
        if (_ends)
            return;
        End($"the process was ended by Environment.Exit, called by {Caller(new StackTrace())}");
    }

    private static void Raised(object error)
    {
        var trace = error is Exception e ? new StackTrace(e) : new StackTrace();
        var what = error is Exception raised ? $"{raised.GetType().Name}: {raised.Message}" : $"{error}";
        End($"an exception on a thread that nobody waits for ended the process, from {Caller(trace)} ({what})");
    }

    private static void End(string what)
    {
        Console.Error.WriteLine($"error: {what}");
        Console.Error.WriteLine("   at: a recipe or plugin");
        Console.Error.WriteLine(" mend: Throw an InputException in place of ending the process; catch what threads of your own throw.");
        Console.Error.Flush();
        Console.Out.Flush();
        NativeProcess.Exit(ExitCode.Failed);
    }

    /// <summary>The first frames that are neither the host's nor the runtime's.</summary>
    private static string Caller(StackTrace trace)
    {
        var frames = trace
            .GetFrames()
            .Select(f => f.GetMethod())
            .OfType<System.Reflection.MethodBase>()
            .Where(m => IsForeign(m.Module.Assembly.GetName().Name ?? ""))
            .Take(Frames)
            .Select(m => $"{m.DeclaringType?.FullName}.{m.Name} in {m.Module.Assembly.GetName().Name}")
            .ToList();
        if (frames.Count > 0)
            return string.Join(" < ", frames);
        var underway = PluginCall.Underway();
        return underway.Count > 0 ? string.Join(", ", underway) : "the recipe or a plugin";
    }

    private static bool IsForeign(string assembly) =>
        !assembly.StartsWith("System.", StringComparison.Ordinal)
        && !assembly.StartsWith("Microsoft.", StringComparison.Ordinal)
        && assembly != "clt"
        && (assembly.StartsWith("Clt.Plugins.", StringComparison.Ordinal) || !assembly.StartsWith("Clt.", StringComparison.Ordinal));
}
