using Clt.Plugins.Tests.Kit;

namespace Clt.Plugins.Tests.Contracts;

/// <summary>The comparison of contracts finds what breaks compiled plugins, and nothing else.</summary>
public sealed class ContractFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("public class A { public int F() => 1; }", "public class A { public long F() => 1; }", "gone: int A.F()")]
    [InlineData("public class A { public void F(int a) { } }", "public class A { public void F(int a, int b) { } }", "gone: void A.F(int)")]
    [InlineData("public class A { public int P { get; set; } }", "public class A { public int P { get; init; } }", "gone: void A.P.set")]
    [InlineData("public class A { public void F() { } }", "public class A { public static void F() { } }", "gone: void A.F()")]
    [InlineData("public class A { public A() { } }", "public class A { protected A() { } }", "gone: A.A(), public")]
    [InlineData("public class A;", "public sealed class A;", "gone: A can be derived from")]
    [InlineData("public class A;", "public struct A;", "gone: A is a Class")]
    [InlineData("public interface I; public class A : I;", "public interface I; public class A;", "gone: A is I")]
    [InlineData("public enum E { One, Two }", "public enum E { One, Half, Two }", "gone: static E.Two = 1")]
    [InlineData("public interface I { int F(); }", "public interface I { int F(); int G(); }", "to be implemented anew: int I.G()")]
    [InlineData("public abstract class A;", "public abstract class A { protected abstract int G(); }", "to be implemented anew: int A.G()")]
    public void What_a_plugin_would_miss_is_found(string before, string after, string broken)
    {
        var found = Read("before", before).BrokenBy(Read("after", after));
        found.ShouldContain(broken, string.Join('\n', found));
    }

    [Theory]
    [InlineData("public enum E { One }", "public enum E { One, Two }")]
    [InlineData("public class A { public void F() { } }", "public class A { public void F() { } public void F(int a) { } }")]
    [InlineData("public interface I { int F(); }", "public interface I { int F(); int G() => 1; }")]
    [InlineData("public sealed record R(int A);", "public sealed record R(int A) { public int B { get; init; } }")]
    [InlineData("public class A { internal int F() => 1; }", "public interface I { int F(); } public class A;")]
    public void What_only_adds_breaks_nothing(string before, string after) =>
        Read("before", before).BrokenBy(Read("after", after)).ShouldBeEmpty();

    private ContractFacts Read(string name, string code)
    {
        var path = _folder.Combine(name + ".dll");
        TestPlugin.Compile(code, path);
        return ContractFacts.Of(path);
    }
}
