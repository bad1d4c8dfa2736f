namespace Clt.Engine.Data;

/// <summary>Truncation, filtering or splitting of examples that have more tokens than are read: what becomes of one.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Side">For <see cref="OverlongAction.Truncate"/> the side that is cut away; else without a meaning.</param>
public sealed record Overlong(OverlongAction Action, TextSide Side = TextSide.Right)
{
    /// <summary>The default: an example that is too long is an error.</summary>
    public static Overlong Refuse { get; } = new(OverlongAction.Refuse);

    /// <summary>In words, for tables and for names of cells: <c>truncated on the left</c>.</summary>
    public string Text =>
        Action switch
        {
            OverlongAction.Refuse => "refused",
            OverlongAction.Truncate => Side == TextSide.Left ? "truncated on the left" : "truncated on the right",
            OverlongAction.LeaveOut => "left out",
            OverlongAction.Split => "split up",
            _ => throw new ArgumentOutOfRangeException(nameof(Action), Action, "There is no such action."),
        };
}

/// <summary>What is done with an example that is too long.</summary>
public enum OverlongAction
{
    /// <summary>It is an error, and all of them are told at once.</summary>
    Refuse,

    /// <summary>It is cut; special tokens around it stay. What has nothing trained left is left out.</summary>
    Truncate,

    /// <summary>It is not read at all, and nothing takes its place.</summary>
    LeaveOut,

    /// <summary>A plain text becomes several examples, none longer than is read; texts with a prompt are refused.</summary>
    Split,
}

/// <summary>A side of a text, in the order of its tokens: what is written from right to left begins on the left too.</summary>
public enum TextSide
{
    /// <summary>The beginning.</summary>
    Left,

    /// <summary>The end.</summary>
    Right,
}
