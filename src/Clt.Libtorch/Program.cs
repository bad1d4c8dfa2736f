using Clt.Libtorch;

// Arguments: TorchSharp's assembly, the folder of its native library, libtorch's folder, and where all are to be found by programs.
if (args.Length != 4)
{
    Console.Error.WriteLine("error: usage: Clt.Libtorch ASSEMBLY TORCHSHARP LIBTORCH PLACE");
    return 2;
}

try
{
    Placement.Make(args[1], args[2], args[3]);
    Placement.MakeAssembly(args[0], args[3]);
    return 0;
}
catch (PlacementException problem)
{
    Console.Error.WriteLine($"error: {problem.Message}");
    return 2;
}
