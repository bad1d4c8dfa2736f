namespace Clt.Recipes.Mixtures;

/// <summary>What an objective makes of an example.</summary>
internal enum ExampleUse
{
    /// <summary>The tokens that the task marks are targets.</summary>
    Answers,

    /// <summary>All tokens are targets, the prompt's too.</summary>
    WholeTexts,

    /// <summary>Two sequences: the prompt with its answer, and with the worse one.</summary>
    Pairs,
}
