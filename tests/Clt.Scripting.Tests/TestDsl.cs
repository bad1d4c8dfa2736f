namespace Clt.Scripting.Tests;

/// <summary>Stands for the host's own words in recipes.</summary>
public static class TestDsl
{
    public static string Greet(string name, int times = 1) => string.Concat(Enumerable.Repeat($"hello {name};", times));

    public static Language Lang(string code) => code.Length == 3
        ? new Language(code, "Latn")
        : throw new InputException($"unknown language '{code}'", "Lang", "Give three letters.");
}
