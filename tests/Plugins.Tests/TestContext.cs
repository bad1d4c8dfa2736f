namespace Plugins.Tests;

/// <summary>What the tests of sources share.</summary>
internal static class TestContext
{
    public static readonly Split[] Splits = [Split.Train, Split.Validation, Split.Test];

    public static SourceContext Context { get; } = new(Path.Combine(Path.GetTempPath(), "clt-plugin-tests"), _ => { });

    public static List<Record> Read(this ISource source, string language, Split split, SourceContext? context = null) =>
        [.. source.Read(new SourceRequest(Language.Parse(language), split, context ?? Context))];
}
