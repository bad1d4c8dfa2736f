namespace Clt.Running.Planning;

/// <summary>A kind of GPU, for plans.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Flops">Peak operations a second of dense bf16 products, by its maker.</param>
public sealed record DeviceKind(string Name, double Memory, double Flops)
{
    public static readonly DeviceKind A100 = new("A100 80 GB", 80e9, 312e12);

    public static readonly DeviceKind H100 = new("H100 80 GB", 80e9, 989e12);

    public static readonly DeviceKind H200 = new("H200 141 GB", 141e9, 989e12);

    /// <summary>Those that plans are made for.</summary>
    public static IReadOnlyList<DeviceKind> All { get; } = [A100, H100, H200];
}
