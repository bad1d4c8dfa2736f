using System.Diagnostics;
using System.Reflection;
using Clt.Scripting.Sources;

namespace Clt.Scripting.Running;

/// <summary>Turns what a running recipe throws into an input error that names the recipe's line.</summary>
internal static class RecipeFault
{
    public static InputException Explain(Exception fault, Assembly recipe, ScriptSources sources)
    {
        var line = LineOf(fault, recipe, sources) ?? sources.Main.DisplayPath;
        if (FindInputException(fault) is { } input)
        {
            return new InputException([.. input.Problems.Select(p => p with { Where = $"{line}: {p.Where}" })], fault);
        }

        var cause = Innermost(fault);
        return new InputException($"{cause.GetType().Name}: {cause.Message.TrimEnd('.')}", line, "Mend the recipe there.", fault);
    }

    /// <summary>The innermost line of the recipe on the way to the fault, as <c>recipe.csx:12</c>.</summary>
    private static string? LineOf(Exception fault, Assembly recipe, ScriptSources sources)
    {
        var chain = new List<Exception>();
        for (var at = fault; at is not null; at = at.InnerException)
            chain.Add(at);
        foreach (var at in Enumerable.Reverse(chain))
        {
            var frame = new StackTrace(at, fNeedFileInfo: true)
                .GetFrames()
                .FirstOrDefault(f => f.GetMethod()?.Module.Assembly == recipe && f.GetFileLineNumber() > 0);
            if (frame is not null)
                return $"{sources.Display(frame.GetFileName()!)}:{frame.GetFileLineNumber()}";
        }

        return null;
    }

    private static InputException? FindInputException(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is InputException input)
                return input;
        }

        return null;
    }

    private static Exception Innermost(Exception fault) =>
        fault is TargetInvocationException or AggregateException or TypeInitializationException && fault.InnerException is not null
            ? Innermost(fault.InnerException!)
            : fault;
}
