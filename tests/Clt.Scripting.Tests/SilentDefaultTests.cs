using Clt.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Clt.Scripting.Tests;

/// <summary>
/// A switch over kinds (members of an enumeration, or classes of this repository) names each of them: what is left over is an error that
/// says its name, never taken for the kind that was written last.
/// </summary>
public sealed class SilentDefaultTests
{
    [Fact]
    public void No_switch_over_kinds_has_a_silent_default()
    {
        var roots = new[] { "src", "plugins" }
            .SelectMany(f => Directory.GetFiles(Path.Combine(RepositoryRoot.Folder, f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .ToDictionary(f => f, f => CSharpSyntaxTree.ParseText(File.ReadAllText(f)).GetRoot());
        var kinds = roots
            .Values.SelectMany(r => r.DescendantNodes())
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(d => d.Identifier.Text)
            .ToHashSet();
        var silent = roots.SelectMany(r =>
            r.Value.DescendantNodes()
                .Where(n => IsSilent(n, kinds))
                .Select(n =>
                    $"{Path.GetRelativePath(RepositoryRoot.Folder, r.Key)}:{n.GetLocation().GetLineSpan().StartLinePosition.Line + 1}"
                )
        );
        silent.ShouldBeEmpty("end it with: _ => throw new ArgumentOutOfRangeException(nameof(x), x, …)");
    }

    [Theory]
    [InlineData("x switch { Kind.A => 1, Kind.B => 2, _ => 3 }", true)]
    [InlineData("x switch { Kind.A or Kind.B => 1, _ => 3 }", true)]
    [InlineData("x switch { One one => 1, Two { Size: > 2 } => 2, var other => 3 }", true)]
    [InlineData("x switch { Kind.A => 1, Kind.B => 2, _ => throw new Exception() }", false)]
    [InlineData("x switch { Kind.A => 1, _ => 2 }", false)]
    [InlineData("x switch { \"a\" => 1, \"b\" => 2, _ => 3 }", false)]
    [InlineData("x switch { Kind.A when y => 1, Kind.B => 2 }", false)]
    [InlineData("() => { switch (x) { case Kind.A: return 1; case Kind.B: return 2; default: return 3; } }", true)]
    [InlineData("() => { switch (x) { case One one: return 1; case Two: return 2; default: throw new Exception(); } }", false)]
    public void A_silent_default_is_told_from_others(string expression, bool silent) =>
        SyntaxFactory.ParseExpression(expression).DescendantNodesAndSelf().Any(n => IsSilent(n, ["Kind", "One", "Two"])).ShouldBe(silent);

    /// <summary>Of two kinds at least; a single one beside a default is a question with two answers.</summary>
    private static bool IsSilent(SyntaxNode node, HashSet<string> kinds)
    {
        List<int>? named = node switch
        {
            SwitchExpressionSyntax expression => Named(expression, kinds),
            SwitchStatementSyntax statement => Named(statement, kinds),
            _ => null,
        };
        return named is not null && named.All(n => n > 0) && named.Sum() > 1;
    }

    /// <summary>How many kinds each arm names; null where nothing is left over, or that is an error.</summary>
    private static List<int>? Named(SwitchExpressionSyntax node, HashSet<string> kinds)
    {
        var rest = node.Arms.FirstOrDefault(a => a.WhenClause is null && a.Pattern is DiscardPatternSyntax or VarPatternSyntax);
        var ends = rest is null or { Expression: ThrowExpressionSyntax } || node.Arms.Any(a => a.WhenClause is not null);
        return ends ? null : [.. node.Arms.Where(a => a != rest).Select(a => Kinds(a.Pattern, kinds))];
    }

    private static List<int>? Named(SwitchStatementSyntax node, HashSet<string> kinds)
    {
        var rest = node.Sections.FirstOrDefault(s => s.Labels.Any(l => l is DefaultSwitchLabelSyntax));
        if (rest is null || rest.DescendantNodes().Any(n => n is ThrowStatementSyntax))
            return null;
        var labels = node.Sections.SelectMany(s => s.Labels).Where(l => l is not DefaultSwitchLabelSyntax);
        return
        [
            .. labels.Select(l =>
                l switch
                {
                    CasePatternSwitchLabelSyntax { WhenClause: null, Pattern: var pattern } => Kinds(pattern, kinds),
                    CaseSwitchLabelSyntax { Value: var value } => Kinds(SyntaxFactory.ConstantPattern(value), kinds),
                    _ => 0,
                }
            ),
        ];
    }

    /// <summary>How many kinds a pattern names; 0 where it is something else.</summary>
    private static int Kinds(PatternSyntax pattern, HashSet<string> kinds)
    {
        return pattern switch
        {
            BinaryPatternSyntax { OperatorToken.Text: "or" } either => Kinds(either.Left, kinds) * Kinds(either.Right, kinds) > 0
                ? Kinds(either.Left, kinds) + Kinds(either.Right, kinds)
                : 0,
            ConstantPatternSyntax { Expression: MemberAccessExpressionSyntax { Expression: var of } } => Is(of),
            ConstantPatternSyntax { Expression: IdentifierNameSyntax name } => Is(name),
            DeclarationPatternSyntax { Type: var type } => Is(type),
            TypePatternSyntax { Type: var type } => Is(type),
            RecursivePatternSyntax { Type: { } type } => Is(type),
            _ => 0,
        };

        int Is(SyntaxNode name) => kinds.Contains(name.ToString().Split('.')[^1]) ? 1 : 0;
    }
}
