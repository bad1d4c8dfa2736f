using System.Text.Json;
using Clt.Engine.Generation;

namespace Clt.Host.Chat;

/// <summary>Reads what the user says, line by line, and writes what the model answers.</summary>
internal static class ChatLoop
{
    /// <summary>A turn of the conversation, as <c>--json</c> prints it.</summary>
    /// <param name="User">What was asked.</param>
    /// <param name="Assistant">What was answered.</param>
    /// <param name="Tokens">New tokens.</param>
    /// <param name="Finish">Why the answer ended: a <see cref="FinishReason"/>, such as <c>end_token</c>.</param>
    internal sealed record Turn(string User, string Assistant, int Tokens, string Finish);

    /// <summary>Until the input ends.</summary>
    /// <param name="session">The conversation.</param>
    /// <param name="input">A line a turn; empty ones are passed over.</param>
    /// <param name="output">Answers are written as they come; null for none.</param>
    /// <param name="prompt">Written before each line is read; empty where nobody types.</param>
    /// <param name="cancel">Stops.</param>
    public static IReadOnlyList<Turn> Run(
        ChatSession session,
        TextReader input,
        TextWriter? output,
        string prompt,
        CancellationToken cancel
    )
    {
        var turns = new List<Turn>();
        while (true)
        {
            output?.Write(prompt);
            output?.Flush();
            if (input.ReadLine() is not { } line)
                return turns;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var answer = session.Answer(
                line,
                piece =>
                {
                    output?.Write(piece);
                    output?.Flush();
                },
                cancel
            );
            output?.WriteLine(answer.Reason is FinishReason.MaxNewTokens or FinishReason.Context ? " […]" : "");
            turns.Add(new Turn(line, answer.Text, answer.Ids.Count, JsonNamingPolicy.SnakeCaseLower.ConvertName($"{answer.Reason}")));
        }
    }
}
