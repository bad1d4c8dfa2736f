using Clt.Host;
using Clt.Kernels.Libtorch;

NativeLibraries.Register();
EndedBy.Begin();
return EndedBy.With(await Invocation.Run(CommandRoot.Create(), args));
