using System.Diagnostics;
using Clt.Plugins.Catalog;
using Clt.Scripting;

// The tests start this as a child process: it runs a recipe and says what that took and which assemblies it loaded.
var watch = Stopwatch.StartNew();
var catalog = args.Length > 2 ? PluginHost.Load(args[2..], builtIn: false) : PluginCatalog.Empty;
var found = watch.Elapsed;
var options = new RecipeOptions
{
    StaticClasses = ["Clt.Scripting.Tests.TestDsl"],
    HostAssemblies = ["Clt.Abstractions", "Clt.Scripting.Tests"],
    CacheFolder = args[1],
};
using var script = new RecipeCompiler(catalog, options).Load(args[0]);
var result = script.Run<int>();
Console.WriteLine($"result {result}");
Console.WriteLine($"cached {script.FromCache}");
Console.WriteLine($"plugins-ms {found.TotalMilliseconds:0}");
Console.WriteLine($"recipe-ms {(watch.Elapsed - found).TotalMilliseconds:0}");
Console.WriteLine($"cpu-ms {Environment.CpuUsage.TotalTime.TotalMilliseconds:0}");
foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
    Console.WriteLine($"loaded {assembly.GetName().Name}");
return 0;
