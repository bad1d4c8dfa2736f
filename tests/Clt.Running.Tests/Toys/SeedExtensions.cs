namespace Clt.Running.Tests.Toys;

internal static class SeedExtensions
{
    /// <summary>A generator for an item of a language under a seed.</summary>
    public static Rng Stream(this long seed, string item, Language language) =>
        new Seed((ulong)seed).Stream($"{item} {language.Code}").Generator();
}
