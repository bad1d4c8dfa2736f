using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The part that optimisers written in managed code share: the walk over parameters that have a gradient.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private protected OptimizerHelper()
    {
    }

    private protected Tensor? Step<TGroup>(Func<Tensor>? closure, Action<TGroup, Parameter, Tensor> update) where TGroup : ParamGroup
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var _ = enable_grad();
            loss = closure();
        }
        using var quiet = no_grad();
        foreach (var group in Groups.Cast<TGroup>())
        {
            foreach (var parameter in group.Parameters)
            {
                using var scope = NewDisposeScope();
                if (parameter.grad is { } gradient)
                    update(group, parameter, gradient);
            }
        }
        return loss;
    }
}
