namespace Clt.Plugins.Sources.NumberWords;

/// <summary>An addition or subtraction of two whole numbers, the same item in all languages.</summary>
/// <param name="A">First operand.</param>
/// <param name="Operation"><c>+</c> or <c>-</c>.</param>
/// <param name="B">Second operand.</param>
internal readonly record struct Sum(int A, char Operation, int B)
{
    public int Result => Operation == '+' ? A + B : A - B;

    /// <summary>Such as <c>add-23-4</c>.</summary>
    public string ItemId => $"{(Operation == '+' ? "add" : "sub")}-{A}-{B}";

    /// <summary>
    /// The same for 23 + 4, 4 + 23 and 23 - 4: they are in one split, so that no test item's operands are trained on in another order.
    /// </summary>
    public string SplitKey => $"{Math.Min(A, B)},{Math.Max(A, B)}";

    /// <summary>Such as <c>23 + 4</c>.</summary>
    public string Digits => $"{A} {Operation} {B}";

    /// <summary>Such as <c>twenty-three plus four</c>.</summary>
    public string InWords(Phrases phrases, string[] words) =>
        (Operation == '+' ? phrases.Plus : phrases.Minus).Replace("{a}", words[A]).Replace("{b}", words[B]);
}
