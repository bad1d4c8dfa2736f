namespace Clt.Scripting.Tests;

/// <summary>Stands for the host's own words in recipes.</summary>
public static class TestDsl
{
    public static string Greet(string name, int times = 1) => string.Concat(Enumerable.Repeat($"hello {name};", times));

    /// <summary>A word that is a delegate, as <c>Train</c> is.</summary>
    public delegate string Repeat(string text, int count = 2);

    public static Repeat Again { get; } = (text, count) => string.Concat(Enumerable.Repeat(text, count));

    public static Language Lang(string code) =>
        code.Length == 3
            ? new Language(code, "Latn")
            : throw new InputException($"unknown language '{code}'", "Lang", "Give three letters.");
}
