using Clt.Engine.Data;

namespace Clt;

/// <summary>Words for what becomes of examples and prompts that are too long.</summary>
public static partial class Recipe
{
    /// <summary>The beginning of a text: <c>Truncate(Left)</c> keeps the end.</summary>
    public const TextSide Left = TextSide.Left;

    /// <summary>The end of a text: <c>Truncate(Right)</c> keeps the beginning.</summary>
    public const TextSide Right = TextSide.Right;

    /// <summary>An example that is too long is an error, which <c>clt check</c> tells (the default of fine-tuning).</summary>
    public static Overlong Refuse => Overlong.Refuse;

    /// <summary>It is not read, and nothing takes its place.</summary>
    public static Overlong LeaveOut { get; } = new(OverlongAction.LeaveOut);

    /// <summary>A plain text that is too long becomes several examples.</summary>
    public static Overlong SplitUp { get; } = new(OverlongAction.Split);

    /// <summary>Truncation: cuts tokens away on a side, special tokens around the text stay.</summary>
    public static Overlong Truncate(TextSide side) => new(OverlongAction.Truncate, side);
}
