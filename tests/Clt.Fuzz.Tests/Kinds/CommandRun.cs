namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Runs a verb of the command in this process, as its user would see it.</summary>
internal static class CommandRun
{
    /// <summary>What the command says where it stumbles over itself.</summary>
    private const string OwnFault = "fault of CltHost";

    /// <summary>Runs it: exit code 0 is read, 1 or 2 with a message is refused.</summary>
    /// <exception cref="InputException">The command refused.</exception>
    public static void Of(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        int code;
        try
        {
            Console.SetOut(said);
            Console.SetError(complained);
            code = Host.Invocation.Run(Host.CommandRoot.Create(), arguments).GetAwaiter().GetResult();
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }

        var text = complained.ToString();
        if (code is < 0 or > 2 || text.Contains(OwnFault, StringComparison.Ordinal) || (code == 2 && text.Trim().Length == 0))
            throw new InvalidOperationException($"clt {string.Join(' ', arguments)} ended with {code}: {text}");
        if (code != 0)
            throw new InputException(
                text[..Math.Min(400, text.Length)] + said.ToString()[..Math.Min(10, said.ToString().Length)],
                "command",
                "As it says."
            );
    }
}
