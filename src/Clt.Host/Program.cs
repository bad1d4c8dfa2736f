using Clt.Engine.Training;
using Clt.Host;
using Clt.Host.Recipes;
using Clt.Kernels;
using Clt.Kernels.Libtorch;

NativeLibraries.Register();
MatrixProducts.Choose(() => MachineProducts.Choose(CacheFolder.Path, LibtorchBuild.Machine));
EndedBy.Begin();
Rehearsal.IsWanted();
return EndedBy.With(await Invocation.Run(CommandRoot.Create(), args));
