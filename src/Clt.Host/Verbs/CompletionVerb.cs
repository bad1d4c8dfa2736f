using System.CommandLine;
using Clt.Host.Scaffolding;

namespace Clt.Host.Verbs;

/// <summary><c>clt completion</c>: a script with which a shell completes verbs, options and their values.</summary>
internal static class CompletionVerb
{
    /// <summary>The shells.</summary>
    private enum Shell
    {
        Bash,
        Zsh,
        Fish,
    }

    public static Command Create()
    {
        var shell = new Argument<Shell>("shell") { Description = "bash, zsh or fish." };
        var verb = new Command(
            "completion",
            """
            Prints a script with which a shell completes verbs, options and their values: kinds, formats, public data sets. It asks this
            build of clt, and never builds.

            Examples:
              source <(clt completion bash)                                             in this shell
              clt completion bash > ~/.local/share/bash-completion/completions/clt      from the next login on
              clt completion zsh > "${fpath[1]}/_clt"
              clt completion fish > ~/.config/fish/completions/clt.fish
            """
        )
        {
            shell,
        };
        verb.SetAction(parsed =>
        {
            var name = parsed.GetValue(shell).ToString().ToLowerInvariant();
            Console.Out.Write(Scaffold.Template($"completion.{name}").Replace("__Host__", Host()));
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>The host itself, not what builds it: nobody waits for a build at the tabulator key.</summary>
    private static string Host() => string.Join(' ', HostProgram.With([]).Prepend(HostProgram.Path).Select(Quoted));

    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''")}'";
}
