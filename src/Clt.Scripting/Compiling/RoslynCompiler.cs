using System.Text;
using Clt.Plugins.Catalog;
using Clt.Scripting.Cache;
using Clt.Scripting.Diagnostics;
using Clt.Scripting.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace Clt.Scripting.Compiling;

/// <summary>Compiles a recipe with Roslyn's C# scripting.</summary>
internal static class RoslynCompiler
{
    private const string Mend = "Write a study into it and end it with 'return …;'; 'clt new recipe NAME' makes one that runs.";

    /// <exception cref="InputException">The recipe says nothing, or the compiler finds errors.</exception>
    public static CompiledRecipe Compile(ScriptSources sources, PluginCatalog plugins, RecipeOptions options, string assemblyName)
    {
        Nesting.Require(sources.Files);
        var references = new RecipeReferences(sources, plugins, options);
        var statics = plugins.Plugins.SelectMany(p => p.Facts.RecipeApis).Select(a => a.TypeName);
        var scripting = ScriptOptions
            .Default.WithReferences(references.Default)
            .WithImports(options.Namespaces.Concat(options.StaticClasses).Concat(statics).Distinct())
            .WithMetadataResolver(references)
            .WithSourceResolver(new RecipeSourceResolver(sources))
            .WithFilePath(sources.Main.Name)
            .WithFileEncoding(Encoding.UTF8)
            .WithEmitDebugInformation(true)
            .WithOptimizationLevel(OptimizationLevel.Debug);
        var script = CSharpScript.Create<object>(sources.Main.Text, scripting).GetCompilation();
        if (script.SyntaxTrees.All(IsEmpty))
            throw new InputException("the recipe is empty", sources.Main.DisplayPath, Mend);
        var compilation = script.WithAssemblyName(assemblyName).WithOptions(script.Options.WithDeterministic(true));

        // Syntax errors are told alone, and binding thousands of broken statements takes minutes.
        if (compilation.GetParseDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
            throw new DiagnosticReader(compilation, sources, plugins).Explain([]);
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            image,
            symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb)
        );
        if (!emitted.Success)
            throw new DiagnosticReader(compilation, sources, plugins).Explain(emitted.Diagnostics);
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return new CompiledRecipe(image.ToArray(), symbols.ToArray(), entry.ContainingType.MetadataName, entry.MetadataName);
    }

    /// <summary>Whether there is no statement: white space, comments, usings and directives do nothing.</summary>
    private static bool IsEmpty(SyntaxTree tree) => tree.GetRoot() is CompilationUnitSyntax { Members.Count: 0 };
}
