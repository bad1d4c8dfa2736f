using Clt.Libtorch;

// Arguments: the folder of TorchSharp's native library, libtorch's folder, and where both are to be found by programs.
if (args.Length != 3)
{
    Console.Error.WriteLine("error: usage: Clt.Libtorch TORCHSHARP LIBTORCH PLACE");
    return 2;
}

try
{
    Placement.Make(args[0], args[1], args[2]);
    return 0;
}
catch (PlacementException problem)
{
    Console.Error.WriteLine($"error: {problem.Message}");
    return 2;
}
