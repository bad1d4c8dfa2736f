using System.Text.Json.Nodes;
using Clt.Engine.Devices;
using Clt.Engine.Distributed;
using Clt.Engine.Plugins;
using Clt.Formats.Files;
using Clt.Results.Tables;

namespace Clt.Host.Output;

/// <summary>Shows what went wrong, once, and chooses the exit code.</summary>
internal static class Faults
{
    private const int MostShown = 30;

    public static int Show(Exception error, bool json, bool interrupted)
    {
        switch (error)
        {
            case InputException input:
                Write(json, ExitCode.InputWrong, input.Problems);
                return ExitCode.InputWrong;
            case AggregateException { InnerExceptions: [var only] }:
                return Show(only, json, interrupted);
            case OperationCanceledException when interrupted:
                Console.Error.WriteLine("Interrupted. Run the same command again to go on from the last checkpoint.");
                return ExitCode.Interrupted;
            case PluginException plugin:
                Write(
                    json,
                    ExitCode.Failed,
                    [
                        new Problem(
                            plugin.Message,
                            Place(plugin.InnerException!),
                            $"Mend {plugin.Plugin}, or tell its author; the item is shown by clt data show"
                        ),
                    ]
                );
                if (!json)
                    Console.Error.WriteLine(Visible.Of($"{plugin.InnerException}", lines: true));
                return ExitCode.Failed;
            case DistributedException:
                Write(
                    json,
                    ExitCode.Failed,
                    [new Problem(error.Message, "ranks", "Run the same command again: it goes on from the last checkpoint")]
                );
                return ExitCode.Failed;
            case var _ when OutOfMemory.Is(error):
                Write(json, ExitCode.Failed, [OutOfMemory.Problem]);
                return ExitCode.Failed;
            case IOException or UnauthorizedAccessException:
                return Files(error, json);
            default:
                Write(
                    json,
                    ExitCode.Failed,
                    [new Problem(error.Message, Place(error), "If this looks like a fault of CltHost, report it with the lines below")]
                );
                if (!json)
                    Console.Error.WriteLine(Visible.Of($"{error}", lines: true));
                return ExitCode.Failed;
        }
    }

    private static int Files(Exception error, bool json)
    {
        if (error.StackTrace?.Contains("ConsoleStream", StringComparison.Ordinal) == true)
        {
            Write(
                json: false,
                ExitCode.Failed,
                [
                    new Problem(
                        $"standard output cannot be written ({error.Message.TrimEnd('.')})",
                        "standard output",
                        "Leave it open, or send it to a file: > FILE. Results of cells are kept."
                    ),
                ]
            );
            return ExitCode.Failed;
        }

        var (code, mend) = error switch
        {
            UnauthorizedAccessException => (
                ExitCode.InputWrong,
                "Give yourself the right to write there, or choose another folder with --runs DIR"
            ),
            IOException io when DiskFull.Caused(io) => (
                ExitCode.Failed,
                "Free some space and run the same command again: finished work is kept"
            ),
            FileNotFoundException or DirectoryNotFoundException => (ExitCode.InputWrong, "Check the name"),
            IOException io when io.Message.Contains("Read-only", StringComparison.OrdinalIgnoreCase) => (
                ExitCode.InputWrong,
                "Choose a folder that can be written to with --runs DIR"
            ),
            _ => (ExitCode.Failed, "Run the same command again: finished work is kept"),
        };
        Write(json, code, [new Problem(error.Message.TrimEnd('.'), "files", mend)]);
        return code;
    }

    private static string Place(Exception error) =>
        error.StackTrace?.Split('\n').FirstOrDefault()?.Trim() is { Length: > 0 } line ? line : error.GetType().Name;

    private static void Write(bool json, int code, IReadOnlyList<Problem> problems)
    {
        problems =
        [
            .. problems.Select(p => new Problem(Visible.Of(p.What), Visible.Of(p.Where), Visible.Of(p.Mend))
            {
                Excerpt = p.Excerpt is { } excerpt ? Visible.Of(excerpt, lines: true) : null,
            }),
        ];
        if (json)
        {
            var rows = problems.Select(p =>
                (JsonNode)
                    new JsonObject
                    {
                        ["what"] = p.What,
                        ["where"] = p.Where,
                        ["mend"] = p.Mend,
                        ["excerpt"] = p.Excerpt,
                    }
            );
            Console.Out.WriteLine(
                new JsonObject { ["exit"] = code, ["problems"] = new JsonArray([.. rows]) }.ToJsonString(JsonText.Options)
            );
            return;
        }

        // The same thing wrong in many languages is told once, with its places.
        var kinds = problems.GroupBy(p => (p.What, p.Mend, p.Excerpt)).Select(g => (Problem: g.First(), Count: g.Count())).ToList();
        foreach (var (problem, count) in kinds.Take(MostShown))
        {
            WriteHead(problem);
            if (count > 1)
                Console.Error.WriteLine($"       and {count - 1} more places");
            if (problem.Excerpt is { } excerpt)
                Console.Error.WriteLine(excerpt);
            Console.Error.WriteLine($" mend: {problem.Mend}");
        }

        if (kinds.Count > MostShown)
            Console.Error.WriteLine($"… and {kinds.Count - MostShown} more; --json has all.");
        if (problems.Count > 1)
            Console.Error.WriteLine($"{problems.Count} problems.");
    }

    /// <summary>Compilers' errors in the form that editors jump to, <c>file(line,col): error CS…</c>; others on two lines.</summary>
    private static void WriteHead(Problem problem)
    {
        if (problem.What.StartsWith("error CS", StringComparison.Ordinal))
        {
            Console.Error.WriteLine($"{problem.Where}: {problem.What}");
            return;
        }

        Console.Error.WriteLine($"error: {problem.What}");
        Console.Error.WriteLine($"   at: {problem.Where}");
    }
}
