namespace Clt.Recipes.Training;

/// <summary>How examples are laid into optimiser steps. Forward passes are always packed; only <see cref="Wrapped"/> changes an example's loss.</summary>
public enum Packing
{
    /// <summary>A step is a fixed number of examples, whatever their lengths.</summary>
    None,

    /// <summary>Examples are packed into rows of the context's length, each seeing itself only; a step is a fixed number of rows.</summary>
    Rows,

    /// <summary>As <see cref="None"/>, of examples of about one length, shuffled otherwise: how trainers that pad make their batches.</summary>
    ByLength,

    /// <summary>
    /// All examples are laid end to end and cut into rows of the context's length: examples of a row see each other, and one may be cut in two, which
    /// changes the numbers. A step is a fixed number of rows.
    /// </summary>
    Wrapped,

    /// <summary>
    /// As <see cref="Wrapped"/>, but the examples of each language are a stream of their own, so that no row mixes languages: how encoders are pre-trained
    /// (Conneau and Lample 2019, section 3.3).
    /// </summary>
    LanguageRows,
}
