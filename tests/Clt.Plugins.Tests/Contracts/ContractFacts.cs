using Clt.Plugins.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Clt.Plugins.Tests.Contracts;

/// <summary>Binary compatibility: what a plugin can be bound to in a contract, a line a fact, and what it must implement.</summary>
public sealed class ContractFacts
{
    private static readonly SymbolDisplayFormat Full = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandNullable | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
    );

    private readonly SortedSet<string> _facts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _duties = new(StringComparer.Ordinal);

    private ContractFacts(INamespaceSymbol root) => AddAll(root);

    /// <summary>Reads them from an assembly's metadata.</summary>
    public static ContractFacts Of(string path)
    {
        var framework = HostAssemblies.Paths.Where(p => p.Key.StartsWith("System.", StringComparison.Ordinal)).Select(p => p.Value);
        var contract = MetadataReference.CreateFromFile(path);
        MetadataReference[] references = [contract, .. framework.Select(f => MetadataReference.CreateFromFile(f))];
        var compilation = CSharpCompilation.Create("reader", references: references);
        return new ContractFacts(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(contract)!).GlobalNamespace);
    }

    /// <summary>What breaks a plugin that was built against this contract where it meets a later one.</summary>
    public IReadOnlyList<string> BrokenBy(ContractFacts later) =>
        [
            .. _facts.Except(later._facts).Select(f => "gone: " + f),
            .. later
                ._duties.Where(d => !_duties.ContainsKey(d.Key) && _facts.Contains("type " + d.Value))
                .Select(d => "to be implemented anew: " + d.Key),
        ];

    /// <summary>What a later contract has besides.</summary>
    public IReadOnlyList<string> AddedBy(ContractFacts later) => [.. later._facts.Except(_facts)];

    private void AddAll(INamespaceSymbol space)
    {
        foreach (var inner in space.GetNamespaceMembers())
            AddAll(inner);
        foreach (var type in space.GetTypeMembers().Where(IsVisible))
            Add(type);
    }

    private void Add(INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(Full);
        _facts.Add("type " + name);
        _facts.Add($"{name} is a {(type.IsStatic ? "static " : "")}{type.TypeKind}");
        if (!type.IsSealed && type.TypeKind == TypeKind.Class)
            _facts.Add(name + " can be derived from");
        for (var up = type.BaseType; up is not null; up = up.BaseType)
            _facts.Add($"{name} is {up.ToDisplayString(Full)}");
        foreach (var implemented in type.AllInterfaces)
            _facts.Add($"{name} is {implemented.ToDisplayString(Full)}");
        foreach (var inner in type.GetTypeMembers().Where(IsVisible))
            Add(inner);
        foreach (var member in type.GetMembers().Where(m => m is IMethodSymbol or IFieldSymbol && IsVisible(m)))
            AddMember(member, name);
    }

    private void AddMember(ISymbol member, string type)
    {
        var text = $"{(member.IsStatic ? "static " : "")}{member.ToDisplayString(Full)}";
        if (member is IMethodSymbol { IsInitOnly: true })
            text += " (init)";
        // Its value is the version itself, and compiled into whoever reads it.
        if (member is IFieldSymbol { HasConstantValue: true } constant && type != "Clt.ContractVersion")
            text += " = " + constant.ConstantValue;
        _facts.Add(text);
        if (member.DeclaredAccessibility == Accessibility.Public)
            _facts.Add(text + ", public");
        if (member.IsVirtual || member.IsAbstract || (member.IsOverride && !member.IsSealed))
            _facts.Add(text + ", which can be overridden");
        if (member.IsAbstract)
            _duties.Add(text, type);
    }

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
