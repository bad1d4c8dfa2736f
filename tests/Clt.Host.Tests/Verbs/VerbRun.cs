using System.Text.Json;

namespace Clt.Host.Tests.Verbs;

/// <summary>Runs the real verbs in this process; what they print is caught, so their tests run alone.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class VerbRun
{
    public const string Alone = "verbs";

    private VerbRun(int exitCode, string output, string error) => (ExitCode, Output, Error) = (exitCode, output, error);

    public int ExitCode { get; }

    public string Output { get; }

    public string Error { get; }

    /// <summary>The object that <c>--json</c> printed.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public override string ToString() => $"{ExitCode}\n{Output}\n{Error}";

    public static VerbRun Of(params string[] arguments)
    {
        var root = CommandRoot.Create();
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Console.SetOut(said);
            Console.SetError(complained);
            return new VerbRun(Invocation.Run(root, arguments).GetAwaiter().GetResult(), said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
