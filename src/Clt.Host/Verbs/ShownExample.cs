using System.Globalization;
using Clt.Running.Prompts;

namespace Clt.Host.Verbs;

/// <summary>An example that <c>clt data show</c> prints.</summary>
/// <param name="Trained">Whether it is one to train on; else one to test on, with its exemplars.</param>
/// <param name="Task">The task's name.</param>
/// <param name="View">The example piece by piece.</param>
/// <param name="Counted">Whether the pieces are tokens.</param>
internal sealed record ShownExample(bool Trained, string Task, PromptView View, bool Counted)
{
    /// <summary>The options that are ranked; empty where the task ranks none.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Soft targets of the label, or of each tag; empty where there are none.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> SoftLabels { get; init; } = [];

    public void Print(TextWriter output, bool coloured)
    {
        var tokens = Counted ? $", {View.Count} tokens, {View.Trained} of them trained" : "";
        output.WriteLine($"--- {View.Language.Name}, {(Trained ? "trained on" : "tested on")}: {Task}, item {View.ItemId}{tokens}");
        output.WriteLine(coloured ? View.Ansi() : View.Plain());
        if (Choices.Count > 0)
            output.WriteLine($"choices: {string.Join(" | ", Choices.Select(c => c.Trim()))}");
        if (SoftLabels.Count > 0)
            output.WriteLine($"soft labels: {string.Join(" | ", SoftLabels.Select(Shares))}");
    }

    /// <summary>Pieces are tokens where there is a tokenizer, else segments.</summary>
    public object Json() =>
        new
        {
            language = View.Language.Code,
            part = Trained ? "train" : "test",
            task = Task,
            item = View.ItemId,
            choices = Choices.Count > 0 ? Choices : null,
            soft_labels = SoftLabels.Count > 0 ? SoftLabels : null,
            tokens = Counted ? View.Count : (int?)null,
            trained_tokens = Counted ? View.Trained : (int?)null,
            pieces = View.Pieces.Select(p => new
            {
                p.Text,
                role = $"{p.Role}".ToLowerInvariant(),
                p.Train,
                p.Id,
            }),
        };

    private static string Shares(IReadOnlyDictionary<string, double> soft) =>
        string.Join(", ", soft.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value:0.###}")));
}
