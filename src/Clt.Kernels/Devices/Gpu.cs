namespace Clt.Kernels.Devices;

/// <summary>A GPU of this machine.</summary>
/// <param name="Name">As its driver calls it.</param>
/// <param name="TotalBytes">Its memory.</param>
/// <param name="FreeBytes">What no process has taken of it.</param>
/// <param name="Capability">The first part of its compute capability: 8 for Ampere; 0 where it is not known.</param>
public sealed record Gpu(string Name, double TotalBytes, double FreeBytes, int Capability);
