using Clt.Plugins.Catalog;
using Clt.Plugins.Metadata;
using Clt.Plugins.Tests.Kit;

namespace Clt.Plugins.Tests;

/// <summary>A broken plugin is listed with its reason; the others work on.</summary>
public sealed class BrokenPluginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BrokenPluginTests() => TestPlugin.Write(_folder, "healthy");

    public void Dispose() => _folder.Dispose();

    private BrokenPlugin TheBrokenOne(bool load = false)
    {
        var catalog = PluginHost.Load([_folder.Path], builtIn: false);
        if (load)
            catalog.LoadAll();
        catalog.Plugins.ShouldHaveSingleItem().Manifest.Id.ShouldBe("healthy");
        catalog.Metric("length").Info.Name.ShouldBe("length");
        return catalog.Broken.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_contract_range_without_this_host()
    {
        TestPlugin.Write(_folder, "old", contract: ">=0.5 <1.0");
        var broken = TheBrokenOne();
        broken.Id.ShouldBe("old");
        broken.Reasons[0].What.ShouldBe($"it is made for contract >=0.5 <1.0, but this host has {ContractVersion.Text}");
        broken.Provides.ShouldContain("Twice");
    }

    [Fact]
    public void A_recipe_that_needs_a_broken_plugin_is_told_which()
    {
        TestPlugin.Write(_folder, "old", contract: ">=0.5 <1.0", provides: "[bleu]");
        var catalog = PluginHost.Load([_folder.Path], builtIn: false);
        Should.Throw<InputException>(() => catalog.Metric("bleu")).Message.ShouldContain("it is made for contract");
        Should.Throw<InputException>(() => catalog.Require("old")).Message.ShouldContain("it is made for contract");
        Should.Throw<InputException>(() => catalog.Metric("no-such-metric")).Message.ShouldContain("the plugin 'old' is broken");
    }

    [Theory]
    [InlineData("truncated", "cut short")]
    [InlineData("random", "it does not begin as one")]
    [InlineData("elf", "it is a native ELF library")]
    [InlineData("empty", "cut short")]
    [InlineData("missing", "the assembly does not exist")]
    public void A_corrupt_assembly(string damage, string reason)
    {
        var path = Path.Combine(TestPlugin.Write(_folder, "corrupt"), "Test.corrupt.dll");
        var bytes = File.ReadAllBytes(path);
        var noise = new byte[4096];
        var generator = new Seed(7).Generator();
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (byte)generator.Next(256);
        if (damage == "missing")
            File.Delete(path);
        else
            File.WriteAllBytes(
                path,
                damage switch
                {
                    "truncated" => bytes[..(bytes.Length - 600)],
                    "random" => noise,
                    "elf" => [.. "\u007fELF"u8, .. noise],
                    _ => [],
                }
            );
        TheBrokenOne().Reasons[0].What.ShouldContain(reason);
    }

    /// <summary>Wherever a file is cut, the plugin is broken, never the host.</summary>
    [Fact]
    public void An_assembly_cut_anywhere()
    {
        var path = Path.Combine(TestPlugin.Write(_folder, "cut"), "Test.cut.dll");
        var bytes = File.ReadAllBytes(path);
        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Should.Throw<InputException>(() => AssemblyInspector.Read(path));
        }
    }

    /// <summary>Bytes changed in the metadata may pass unseen, but only ever cause the one kind of exception.</summary>
    [Fact]
    public void An_assembly_with_bytes_changed()
    {
        var path = Path.Combine(TestPlugin.Write(_folder, "noisy"), "Test.noisy.dll");
        var bytes = File.ReadAllBytes(path);
        var generator = new Seed(3).Generator();
        for (var trial = 0; trial < 300; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var i = 0; i < 8; i++)
                damaged[generator.Next(damaged.Length)] = (byte)generator.Next(256);
            File.WriteAllBytes(path, damaged);
            PluginHost.Load([_folder.Path], builtIn: false).Plugins.ShouldContain(p => p.Manifest.Id == "healthy");
        }
    }

    [Fact]
    public void A_dependency_that_is_missing()
    {
        var library = _folder.Combine("Library.dll");
        TestPlugin.Compile("public class Library { }", library);
        TestPlugin.Write(_folder, "needy", "public class Needy : Library { }", references: library);
        File.Delete(library);
        var reason = TheBrokenOne().Reasons[0];
        reason.What.ShouldBe("it needs Library 0.0.0.0, which is neither beside it nor in the host");
        reason.Mend.ShouldBe("Put Library.dll beside it.");
    }

    [Fact]
    public void A_type_that_does_not_load()
    {
        var library = _folder.Combine("failing", "Library.dll");
        Directory.CreateDirectory(_folder.Combine("failing"));
        TestPlugin.Compile("public class Library { }", library);
        TestPlugin.Write(_folder, "failing", "public class Failing : Library { }", references: library);
        TestPlugin.Compile("public class SomethingElse { }", library);
        var broken = TheBrokenOne(load: true);
        broken.Id.ShouldBe("failing");
        broken.Reasons[0].What.ShouldContain("Could not load type 'Library'");
    }

    [Fact]
    public void A_contract_type_that_is_gone()
    {
        var contract = _folder.Combine("Clt.Abstractions.dll");
        TestPlugin.Compile("namespace Clt { public interface IGone { } }", contract);
        Directory.CreateDirectory(_folder.Combine("future"));
        _folder.Write("future/plugin.yaml", TestPlugin.Manifest("future", "Future"));
        CompileAgainstOnly(contract, "public class Future : Clt.IGone { }", _folder.Combine("future", "Future.dll"));
        File.Delete(contract);
        TheBrokenOne().Reasons[0].What.ShouldBe("it uses Clt.IGone, which this host's contract lacks");
    }

    [Fact]
    public void Two_plugins_with_one_id()
    {
        TestPlugin.Write(_folder, "unhealthy");
        _folder.Write("unhealthy/plugin.yaml", TestPlugin.Manifest("healthy", "Test.unhealthy"));
        var broken = TheBrokenOne();
        broken.Folder.ShouldBe(_folder.Combine("unhealthy"));
        broken.Reasons[0].What.ShouldContain($"its id 'healthy' is already taken by the plugin in {_folder.Combine("healthy")}");
    }

    [Fact]
    public void A_manifest_without_a_key()
    {
        TestPlugin.Write(_folder, "keyless");
        _folder.Write("keyless/plugin.yaml", "id: keyless\nversion: 1.0\nassembly: Test.keyless.dll\n");
        TheBrokenOne().Reasons[0].What.ShouldBe("the key 'contract' is missing");
    }

    [Fact]
    public void No_manifest()
    {
        File.Delete(Path.Combine(TestPlugin.Write(_folder, "nameless"), "plugin.yaml"));
        TheBrokenOne().Reasons[0].What.ShouldBe("there is no plugin.yaml");
    }

    private static void CompileAgainstOnly(string contract, string code, string path)
    {
        var compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Future",
            [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(code)],
            new[] { contract, HostAssemblies.Paths["System.Private.CoreLib"] }.Select(f =>
                Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(f)
            ),
            new(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary)
        );
        using var file = File.Create(path);
        compilation.Emit(file).Success.ShouldBeTrue();
    }
}
