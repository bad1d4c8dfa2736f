using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;

namespace StandIns.Tests.Plugins;

/// <summary>Loads copies of an assembly that this test project has at hand (Shouldly) as if they were plugins.</summary>
public sealed class PluginLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plugin-").FullName;
    private readonly string _path;

    public PluginLoaderTests()
    {
        var source = typeof(Should).Assembly.Location;
        _path = Path.Combine(_folder, Path.GetFileName(source));
        File.Copy(source, _path);
        File.Copy(typeof(DiffEngine.DiffRunner).Assembly.Location, Path.Combine(_folder, "DiffEngine.dll"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static AssemblyName DiffEngineName => typeof(DiffEngine.DiffRunner).Assembly.GetName();

    [Fact]
    public void A_plugin_has_types_of_its_own()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(_path);
        var assembly = loader.LoadDefaultAssembly();
        assembly.ShouldNotBeSameAs(typeof(Should).Assembly);
        assembly.Location.ShouldBe(_path);
        loader.LoadDefaultAssembly().ShouldBeSameAs(assembly);
        loader.LoadAssembly("DiffEngine").Location.ShouldBe(Path.Combine(_folder, "DiffEngine.dll"));
        loader.IsUnloadable.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shared_assemblies_come_from_the_host(bool lazily)
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(_path, [typeof(DiffEngine.DiffRunner)], c => c.IsLazyLoaded = lazily);
        loader.LoadAssembly(DiffEngineName).ShouldBeSameAs(typeof(DiffEngine.DiffRunner).Assembly);
    }

    [Fact]
    public void All_are_shared_where_that_is_preferred_save_the_private_ones()
    {
        using var shared = PluginLoader.CreateFromAssemblyFile(_path, c => c.PreferSharedTypes = true);
        shared.LoadAssembly(DiffEngineName).ShouldBeSameAs(typeof(DiffEngine.DiffRunner).Assembly);
        using var kept = PluginLoader.CreateFromAssemblyFile(_path, c =>
        {
            c.PreferSharedTypes = true;
            c.PrivateAssemblies.Add(DiffEngineName);
        });
        kept.LoadAssembly(DiffEngineName).ShouldNotBeSameAs(typeof(DiffEngine.DiffRunner).Assembly);
    }

    [Fact]
    public void A_shared_assembly_that_the_host_lacks_is_the_plugins_own()
    {
        File.Copy(_path, Path.Combine(_folder, "Unknown.dll"));
        using var loader = PluginLoader.CreateFromAssemblyFile(_path, c => c.SharedAssemblies.Add(new AssemblyName("Unknown")));
        Should.Throw<FileLoadException>(() => loader.LoadAssembly("Unknown")); // The file is there, under another name.
    }

    [Fact]
    public void In_memory_no_file_is_held()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(_path, c => c.LoadInMemory = true);
        loader.LoadDefaultAssembly().Location.ShouldBeEmpty();
    }

    [Fact]
    public void Reflection_by_name_sees_the_plugin_within_a_scope()
    {
        using var loader = PluginLoader.CreateFromAssemblyFile(_path);
        var assembly = loader.LoadDefaultAssembly();
        using var scope = loader.EnterContextualReflection();
        Type.GetType("Shouldly.Should, Shouldly")!.Assembly.ShouldBeSameAs(assembly);
    }

    [Fact]
    public void After_its_end_a_loader_refuses_and_its_context_goes()
    {
        var context = LoadAndForget();
        for (var i = 0; i < 20 && context.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        context.IsAlive.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative.dll")]
    public void The_path_must_be_absolute(string path) => Should.Throw<ArgumentException>(() => PluginLoader.CreateFromAssemblyFile(path));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LoadAndForget()
    {
        var loader = PluginLoader.CreateFromAssemblyFile(_path, isUnloadable: true, []);
        loader.IsUnloadable.ShouldBeTrue();
        var context = AssemblyLoadContext.GetLoadContext(loader.LoadDefaultAssembly());
        loader.Dispose();
        loader.Dispose();
        Should.Throw<ObjectDisposedException>(() => loader.LoadDefaultAssembly());
        return new WeakReference(context);
    }
}
