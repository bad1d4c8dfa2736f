using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Clt.Host.Bench;

/// <summary>RMSNorm of TorchSharp's operators.</summary>
internal sealed class PeerNorm : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    public PeerNorm(long width)
        : base(nameof(PeerNorm))
    {
        weight = nn.Parameter(ones(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * rsqrt(x.pow(2).mean([-1L], true) + 1e-6) * weight;
}
