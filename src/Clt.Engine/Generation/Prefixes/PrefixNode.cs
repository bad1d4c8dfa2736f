namespace Clt.Engine.Generation.Prefixes;

/// <summary>Tokens that several sequences share, behind those of the parent.</summary>
internal sealed class PrefixNode
{
    /// <param name="parent">The shared tokens before, or null.</param>
    /// <param name="start">Position of the first token.</param>
    /// <param name="end">Position after the last.</param>
    /// <param name="first">The sequences that share it are those at places [first, first + users) of the tree's order.</param>
    /// <param name="users">How many.</param>
    public PrefixNode(PrefixNode? parent, int start, int end, int first, int users)
    {
        (Parent, Start, End, First, Users, Waiting) = (parent, start, end, first, users, users);
    }

    public PrefixNode? Parent { get; }

    public int Start { get; }

    public int End { get; }

    public int Length => End - Start;

    public int First { get; }

    public int Users { get; }

    /// <summary>Sequences that have not ended yet.</summary>
    public int Waiting { get; set; }

    /// <summary>Where its keys and values are, once computed.</summary>
    public long? Row { get; set; }

    /// <summary>From the first ancestor to this one.</summary>
    public IEnumerable<PrefixNode> Path => Parent is null ? [this] : Parent.Path.Append(this);
}
