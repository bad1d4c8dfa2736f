using Clt.Plugins.Manifests;
using Clt.Plugins.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Clt.Plugins.Tests.Kit;

/// <summary>Compiles tiny plugins into folders.</summary>
public static class TestPlugin
{
    /// <summary>A metric called <c>length</c> and a recipe method <c>Twice</c>.</summary>
    public const string Code = """
        namespace Tiny;

        public sealed class Length(double scale = 1) : Clt.IMetric
        {
            public Clt.MetricInfo Info => new("length", "length|v:1", "Characters of the output");
            public Clt.ItemScore Score(Clt.Prediction prediction) => new(scale * prediction.Output.Length);
            public double Aggregate(System.Collections.Generic.IReadOnlyList<Clt.ItemScore> items) => items[0].Value;
        }

        [Clt.RecipeApi]
        public static class Api
        {
            public static int Twice(int value) => 2 * value;
            internal static int Hidden() => 0;
        }
        """;

    public static string Manifest(string id, string assembly, string contract = ">=1.0 <2.0", string provides = "[]") =>
        $"""
            id: {id}
            version: 1.2.0
            contract: "{contract}"
            assembly: {assembly}.dll
            provides: {provides}
            description: a plugin of the tests
            """;

    /// <summary>Writes a plugin (manifest and assembly) into <c>FOLDER/ID</c>, and gives that folder.</summary>
    public static string Write(
        TemporaryFolder folder,
        string id,
        string code = Code,
        string contract = ">=1.0 <2.0",
        string provides = "[length]",
        params string[] references
    )
    {
        var name = Path.GetFileName(id);
        folder.Write(Path.Combine(id, ManifestReader.FileName), Manifest(name, "Test." + name, contract, provides));
        Compile(code, folder.Combine(id, $"Test.{name}.dll"), references);
        return folder.Combine(id);
    }

    /// <summary>Compiles C# against the contract of this host and the given files.</summary>
    public static void Compile(string code, string path, params string[] references) =>
        CompileAgainst(HostAssemblies.Paths["Clt.Abstractions"], code, path, references);

    /// <summary>Compiles C# against a contract, a little of the framework, and the given files.</summary>
    public static void CompileAgainst(string contract, string code, string path, params string[] references)
    {
        string[] framework = ["System.Runtime", "System.Private.CoreLib", "System.Collections", "System.Text.Json"];
        var files = framework.Select(f => HostAssemblies.Paths[f]).Append(contract).Concat(references);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(code)],
            files.Select(f => MetadataReference.CreateFromFile(f)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true)
        );
        var result = compilation.Emit(path);
        result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
    }
}
