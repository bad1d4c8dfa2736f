namespace Clt.Studies;

/// <summary>How examples are laid into batches. It never changes an example's loss.</summary>
public enum Packing
{
    /// <summary>A batch is a fixed number of examples.</summary>
    None,

    /// <summary>Examples are packed into rows of the context's length, each seeing itself only; a batch is a number of rows.</summary>
    Rows,
}
