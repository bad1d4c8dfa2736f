using System.Runtime.Loader;
using Clt.Testing;
using Mono.Cecil;

namespace Clt.Libtorch.Tests;

public sealed class LifetimesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Objects are kept by each return: arguments and what a call made; numbers and references to them are none.</summary>
    [Theory]
    [InlineData(nameof(NativeCalls.Absolute), 1)]
    [InlineData(nameof(NativeCalls.OfNumber), 1)]
    [InlineData(nameof(NativeCalls.Sum), 0)]
    public void What_native_code_reads_is_kept_until_the_method_returns(string method, int kept)
    {
        using var module = ModuleDefinition.ReadModule(Extended());
        Kept(module, method).ShouldBe(kept);
    }

    [Fact]
    public void The_object_itself_and_its_locals_are_kept()
    {
        using var module = ModuleDefinition.ReadModule(Extended());
        Kept(module, nameof(NativeCalls.Larger)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Theory]
    [InlineData(-7, 3, 2, 2, -7)]
    [InlineData(1, -4, 2, 2, -8)]
    [InlineData(1, -4, 0, 1, 0)]
    public void Every_way_out_gives_what_it_gave(long one, long other, int times, int calls, long result)
    {
        var context = new AssemblyLoadContext("extended", isCollectible: true);
        var type = context.LoadFromAssemblyPath(Extended()).GetType(typeof(NativeCalls).FullName!)!;
        object?[] arguments = [Activator.CreateInstance(type, other), times, 0];
        var larger = type.GetMethod(nameof(NativeCalls.Larger))!;
        larger.Invoke(Activator.CreateInstance(type, one), arguments).ShouldBe((nint)result);
        arguments[2].ShouldBe(calls);
        context.Unload();
    }

    [Fact]
    public void The_same_assembly_gives_the_same_bytes()
    {
        var first = File.ReadAllBytes(Extended());
        File.ReadAllBytes(Extended()).ShouldBe(first);
    }

    [Fact]
    public void An_assembly_that_calls_no_native_library_is_refused() =>
        Should
            .Throw<PlacementException>(() => Lifetimes.Extend(typeof(Lifetimes).Assembly.Location, Path.Combine(_folder.Path, "none.dll")))
            .Message.ShouldContain("calls no native library");

    [Fact]
    public void The_TorchSharp_that_runs_keeps_what_it_passes_on()
    {
        using var module = ModuleDefinition.ReadModule(typeof(TorchSharp.torch).Assembly.Location);
        var tensor = module.GetType("TorchSharp.torch").NestedTypes.Single(t => t.Name == "Tensor");
        var add = tensor.Methods.Single(m =>
            m.Name == "add" && m.Parameters.Select(p => p.ParameterType.Name).SequenceEqual(["Tensor", "Scalar"])
        );
        Kept(add).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void What_is_placed_stays_until_its_source_is_newer()
    {
        var (source, place) = (Path.Combine(_folder.Path, "TorchSharp.dll"), Path.Combine(_folder.Path, "place"));
        File.Copy(typeof(NativeCalls).Assembly.Location, source);
        Placement.MakeAssembly(source, place);
        var placed = Path.Combine(place, "TorchSharp.dll");
        var first = File.GetLastWriteTimeUtc(placed);
        Placement.MakeAssembly(source, place);
        File.GetLastWriteTimeUtc(placed).ShouldBe(first);
        File.SetLastWriteTimeUtc(source, first.AddSeconds(1));
        Placement.MakeAssembly(source, place);
        File.GetLastWriteTimeUtc(placed).ShouldBeGreaterThan(first);
        Directory.GetFiles(place).ShouldBe([placed]);
    }

    private string Extended()
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.dll");
        Lifetimes.Extend(typeof(NativeCalls).Assembly.Location, path).ShouldBeGreaterThanOrEqualTo(3);
        return path;
    }

    private static int Kept(ModuleDefinition module, string method) =>
        Kept(module.GetType(typeof(NativeCalls).FullName).Methods.Single(m => m.Name == method));

    /// <summary>Objects kept at the first return.</summary>
    private static int Kept(MethodDefinition method) =>
        method
            .Body.Instructions.TakeWhile(i => i.OpCode.Code != Mono.Cecil.Cil.Code.Ret)
            .Count(i => i.Operand is MethodReference { Name: nameof(GC.KeepAlive) });
}
