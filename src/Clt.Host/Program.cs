using Clt.Host;
using Clt.Kernels.Libtorch;

NativeLibraries.Register();
return await Invocation.Run(CommandRoot.Create(), args);
