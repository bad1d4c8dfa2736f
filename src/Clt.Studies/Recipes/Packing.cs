namespace Clt.Studies;

/// <summary>How examples are laid into optimiser steps. Forward passes are always packed, and packing never changes an example's loss.</summary>
public enum Packing
{
    /// <summary>A step is a fixed number of examples, whatever their lengths.</summary>
    None,

    /// <summary>Examples are packed into rows of the context's length, each seeing itself only; a step is a fixed number of rows.</summary>
    Rows,
}
