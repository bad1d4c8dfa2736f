namespace Clt.Plugins.Sources.NumberWords;

/// <summary>The kinds of lines to pre-train on.</summary>
internal enum TextKind
{
    /// <summary>A number and its word.</summary>
    Pair,

    /// <summary>An expression in words and in digits.</summary>
    Expression,

    /// <summary>A number or an expression in words, in two languages.</summary>
    AcrossLanguages,

    /// <summary>An expression in digits and its result.</summary>
    Sum,

    /// <summary>A question in words, without its answer.</summary>
    Question,
}
