using System.Text;
using Clt.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace Clt.Scripting;

/// <summary>Compiles a recipe with Roslyn's C# scripting.</summary>
internal static class RoslynCompiler
{
    /// <exception cref="InputException">The compiler finds errors.</exception>
    public static CompiledRecipe Compile(ScriptSources sources, PluginCatalog plugins, RecipeOptions options, string assemblyName)
    {
        var references = new RecipeReferences(sources, plugins, options);
        var statics = plugins.Plugins.SelectMany(p => p.Facts.RecipeApis).Select(a => a.TypeName);
        var scripting = ScriptOptions.Default
            .WithReferences(references.Default)
            .WithImports(options.Namespaces.Concat(options.StaticClasses).Concat(statics).Distinct())
            .WithMetadataResolver(references)
            .WithSourceResolver(new RecipeSourceResolver(sources))
            .WithFilePath(sources.Main.Name)
            .WithFileEncoding(Encoding.UTF8)
            .WithEmitDebugInformation(true)
            .WithOptimizationLevel(OptimizationLevel.Debug);
        var script = CSharpScript.Create<object>(sources.Main.Text, scripting).GetCompilation();
        var compilation = script.WithAssemblyName(assemblyName).WithOptions(script.Options.WithDeterministic(true));

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!emitted.Success) throw new DiagnosticReader(compilation, sources, plugins).Explain(emitted.Diagnostics);
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return new CompiledRecipe(image.ToArray(), symbols.ToArray(), entry.ContainingType.MetadataName, entry.MetadataName);
    }
}
