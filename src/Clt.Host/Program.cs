using Clt.Host;
using Clt.Host.Recipes;
using Clt.Kernels.Libtorch;

NativeLibraries.Register();
EndedBy.Begin();
Rehearsal.IsWanted();
return EndedBy.With(await Invocation.Run(CommandRoot.Create(), args));
