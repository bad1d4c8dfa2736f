using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>Plain text: every token is a target.</summary>
internal sealed class LanguageModelling(ISource source, string field) : ITask
{
    public TaskInfo Info { get; } =
        new(
            "language-modelling",
            "plain text, every token a target",
            new Dictionary<string, string> { ["field"] = field },
            Scoring.LogLikelihood,
            ["bits-per-byte", "perplexity"]
        );

    public ISource Source => source;

    public Example Format(Record record) => Example.PlainText(record.ItemId, record.Language, Info.Name, record[field]);
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class LanguageModellingRecipes
{
    /// <summary>Plain text, for pre-training a base or measuring how likely it finds a text (<c>bits-per-byte</c>).</summary>
    /// <param name="on">Records with a text field, such as <c>NumberWordText()</c>.</param>
    /// <param name="field">The field's name.</param>
    [Description("plain text, for pre-training and perplexity")]
    public static ITask LanguageModelling(ISource on, string field = "text") => new LanguageModelling(on, field);
}
