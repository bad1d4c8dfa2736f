using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module without weights: it registers nothing.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name)
    {
    }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refused("buffers");

    public override void register_parameter(string name, Parameter? param) => throw Refused("parameters");

    public override void register_module(string name, nn.Module? submodule) => throw Refused("submodules");

    private InvalidOperationException Refused(string what) => new($"Cannot register {what} on a parameter-less module ({GetName()}).");
}
