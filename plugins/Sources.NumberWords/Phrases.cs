namespace Clt.Plugins.Sources.NumberWords;

/// <summary>How a language words expressions and questions.</summary>
/// <param name="Plus">A sum in words, with <c>{a}</c> and <c>{b}</c>.</param>
/// <param name="Minus">A difference in words, with <c>{a}</c> and <c>{b}</c>.</param>
/// <param name="Questions">Questions around an expression <c>{x}</c>.</param>
internal sealed record Phrases(string Plus, string Minus, IReadOnlyList<string> Questions);
