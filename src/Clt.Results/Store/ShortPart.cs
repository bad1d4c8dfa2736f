using Clt.Results.Tables;

namespace Clt.Results.Store;

/// <summary>A language that has fewer examples of a task than a mixture asks for; all it has were taken.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Language">The language's code.</param>
/// <param name="Asked">Examples that were asked for.</param>
/// <param name="Available">Examples there are, at least 1.</param>
public sealed record ShortPart(string Task, string Language, int Asked, int Available)
{
    public override string ToString() =>
        $"{Clt.Language.Parse(Language).Short} {Format.Count(Available)} of {Format.Count(Asked)} examples of {Task}";
}
