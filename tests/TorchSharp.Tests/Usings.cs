global using TorchSharp.Modules;
global using static TorchSharp.torch;

// Thread-wide statistics, the default generator and the default device are shared: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
