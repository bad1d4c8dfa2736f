using Clt.Recipes.Identity;
using Clt.Running.Tests.Toys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Clt.Running.Tests.Studies;

/// <summary>A cell's name follows what an assembly executes, and nothing else of it.</summary>
public sealed class ExecutedCodeTests : IDisposable
{
    private const string Source =
        "public static class Kernel { public static double Of(double x) { return x * 2.5; } public static string Name() => \"k\"; }";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_comment_or_a_blank_line_changes_nothing() =>
        Hash(Source.Replace("{ return", "{\n\n // twice and a half\n return")).ShouldBe(Hash(Source));

    [Fact]
    public void Another_folder_changes_nothing() => Hash(Source, path: "/elsewhere/Kernel.cs").ShouldBe(Hash(Source));

    [Theory]
    [InlineData("2.5", "2.25")]
    [InlineData("x * ", "x / ")]
    [InlineData("\"k\"", "\"kernel\"")]
    [InlineData("double x", "float x")]
    [InlineData("public static string", "internal static string")]
    public void What_is_executed_changes_it(string from, string to) => Hash(Source.Replace(from, to)).ShouldNotBe(Hash(Source));

    [Fact]
    public void A_resource_changes_it() => Hash(Source, resource: "words").ShouldNotBe(Hash(Source));

    private string Hash(string source, string path = "/here/Kernel.cs", string? resource = null)
    {
        var tree = CSharpSyntaxTree.ParseText(source, path: path, encoding: System.Text.Encoding.UTF8);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "System.Runtime.dll" or "System.Private.CoreLib.dll")
            .Select(p => MetadataReference.CreateFromFile(p));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            deterministic: true
        );
        var compilation = CSharpCompilation.Create("Kernel", [tree], references, options);
        var file = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.dll");
        using (var stream = File.Create(file))
        {
            var resources = resource is null
                ? []
                : new[]
                {
                    new ResourceDescription("words", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(resource)), isPublic: true),
                };
            compilation
                .Emit(
                    stream,
                    manifestResources: resources,
                    options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded)
                )
                .Success.ShouldBeTrue();
        }

        return ExecutedCode.Hash(file);
    }
}
