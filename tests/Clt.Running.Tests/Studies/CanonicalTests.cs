using Clt.Recipes.Identity;
using YamlDotNet.Serialization;

namespace Clt.Running.Tests.Studies;

public class CanonicalTests
{
    [Fact]
    public void Fields_lists_and_scalars_have_one_text()
    {
        IReadOnlyList<(string Key, object? Value)> inner = [("a b", 1), ("y", "no")];
        Canonical
            .Yaml([
                ("name", "x: \"y\"\n"),
                ("rate", 1e-5),
                ("on", true),
                ("none", null),
                ("list", new[] { "b", "a" }),
                ("parts", new[] { inner }),
                ("empty", Array.Empty<string>()),
            ])
            .ShouldBe(
                """
                name: "x: \"y\"\n"
                rate: 1E-05
                "on": true
                none: null
                list:
                  - "b"
                  - "a"
                parts:
                  - a b: 1
                    "y": "no"
                empty: []

                """
            );
    }

    [Fact]
    public void Text_in_any_script_reads_back()
    {
        var yaml = Canonical.Yaml([
            ("text", "日本語 — \u202e \t \\ é"),
            ("settings", Canonical.Sorted(new Dictionary<string, string> { ["b"] = "2", ["a:"] = "1" })),
        ]);
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(yaml);
        read["text"].ShouldBe("日本語 — \u202e \t \\ é");
        ((Dictionary<object, object>)read["settings"]).Keys.ShouldBe(["a:", "b"]);
    }

    [Fact]
    public void Other_types_are_refused() => Should.Throw<ArgumentException>(() => Canonical.Yaml([("x", new object())]));
}
