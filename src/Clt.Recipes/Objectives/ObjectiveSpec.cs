using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;

namespace Clt.Recipes.Objectives;

/// <summary>
/// What fine-tuning minimises: <see cref="CrossEntropySpec"/>, <see cref="DistilSpec"/>, <see cref="DpoSpec"/>, or one of these with the
/// penalty of <see cref="EwcSpec"/>.
/// </summary>
public abstract record ObjectiveSpec
{
    /// <summary>Cross-entropy of the answers, which is what a cell minimises unless another is named.</summary>
    internal static ObjectiveSpec Default { get; } = new CrossEntropySpec(0, false, false);

    /// <summary>Every number that can change numbers, for a cell's name; models and data besides are <see cref="Teacher"/> and <see cref="Keep"/>.</summary>
    internal abstract IReadOnlyList<(string Key, object? Value)> Fields { get; }

    /// <summary>One line for the table of settings.</summary>
    internal abstract string Text { get; }

    /// <summary>What examples it needs.</summary>
    internal abstract ExampleUse Use { get; }

    /// <summary>What is wrong with its numbers.</summary>
    internal abstract IEnumerable<Problem> Problems();

    /// <summary>The model it learns from, or null.</summary>
    internal virtual BaseSpec? Teacher => null;

    /// <summary>The examples whose weights it keeps, or null.</summary>
    internal virtual MixtureSpec? Keep => null;

    /// <summary>How often a step reads its examples.</summary>
    internal virtual int Passes => 1;

    /// <summary>Whether the base itself is needed beside the model, as it was.</summary>
    internal virtual bool NeedsReference => false;
}
