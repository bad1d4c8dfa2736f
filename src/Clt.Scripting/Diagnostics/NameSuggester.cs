using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Clt.Scripting.Diagnostics;

/// <summary>Finds the names in scope where the compiler met one that it does not know.</summary>
internal sealed class NameSuggester(Compilation compilation)
{
    public MisspeltName? Find(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return null;
        var model = compilation.GetSemanticModel(tree);
        var node = tree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var name = node as SimpleNameSyntax ?? node.DescendantNodes().OfType<SimpleNameSyntax>().LastOrDefault();
        if (name is null)
            return null;
        var symbols = diagnostic.Id switch
        {
            "CS0103" => InScope(model, name),
            "CS0246" or "CS0234" => Types(model, name),
            "CS1061" or "CS0117" => Members(model, name),
            "CS1739" or "CS1746" => Parameters(model, name),
            _ => null,
        };
        return symbols is null ? null : new MisspeltName(name.Identifier.ValueText, NamesOf(symbols));
    }

    private static HashSet<string> NamesOf(IEnumerable<ISymbol> symbols) =>
        symbols.Where(s => s is IParameterSymbol or { CanBeReferencedByName: true }).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<ISymbol> InScope(SemanticModel model, SimpleNameSyntax name)
    {
        var symbols = model.LookupSymbols(name.SpanStart);
        // What is called like a method is most likely one: types of the imported namespaces would only distract.
        return name.Parent is InvocationExpressionSyntax ? symbols.Where(s => s is not INamespaceOrTypeSymbol) : symbols;
    }

    private static IEnumerable<ISymbol> Types(SemanticModel model, SimpleNameSyntax name)
    {
        var container =
            name.Parent is QualifiedNameSyntax qualified && qualified.Right == name
                ? model.GetSymbolInfo(qualified.Left).Symbol as INamespaceOrTypeSymbol
                : null;
        return model.LookupNamespacesAndTypes(name.SpanStart, container);
    }

    private static IEnumerable<ISymbol>? Members(SemanticModel model, SimpleNameSyntax name)
    {
        var target = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        if (target is null)
            return null;
        var container = model.GetTypeInfo(target).Type ?? model.GetSymbolInfo(target).Symbol as INamespaceOrTypeSymbol;
        return container is null ? null : model.LookupSymbols(name.SpanStart, container, includeReducedExtensionMethods: true);
    }

    private static IEnumerable<ISymbol>? Parameters(SemanticModel model, SimpleNameSyntax name)
    {
        var call = name.Ancestors().FirstOrDefault(a => a is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
        var methods = call switch
        {
            // A word may be a delegate: its own name names no method.
            InvocationExpressionSyntax invocation
                when model.GetTypeInfo(invocation.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => [invoke],
            InvocationExpressionSyntax invocation => model.GetMemberGroup(invocation.Expression).OfType<IMethodSymbol>(),
            BaseObjectCreationExpressionSyntax creation => (model.GetTypeInfo(creation).Type as INamedTypeSymbol)?.InstanceConstructors,
            _ => null,
        };
        return methods?.SelectMany(m => m.Parameters);
    }
}
