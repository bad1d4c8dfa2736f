using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent, with momentum (also Nesterov's) and weight decay as part of the gradient.</summary>
public class SGD : OptimizerHelper, optim.IMomentum
{
    private readonly Dictionary<Parameter, Tensor> momenta = new(ReferenceEqualityComparer.Instance);
    private readonly Options defaults;

    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(
        IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        defaults = new Options
        {
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        foreach (var group in parameters)
            add_param_group(group);
    }

    public double Momentum
    {
        get => defaults.momentum!.Value;
        set
        {
            defaults.momentum = value;
            foreach (var group in Groups.Cast<ParamGroup>())
                group.Momentum = value;
        }
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var options = (Options)param_group.Options;
        options.InitialLearningRate = options.LearningRate ??= defaults.InitialLearningRate;
        options.momentum ??= defaults.momentum;
        options.dampening ??= defaults.dampening;
        options.weight_decay ??= defaults.weight_decay;
        options.nesterov ??= defaults.nesterov;
        options.maximize ??= defaults.maximize;
        base.add_param_group(param_group);
    }

    public override Tensor? step(Func<Tensor>? closure = null) => Step<ParamGroup>(closure, Update);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var momentum in momenta.Values)
                momentum.Dispose();
        }
        momenta.Clear();
    }

    private void Update(ParamGroup group, Parameter parameter, Tensor gradient)
    {
        var options = group.Options;
        double momentum = options.momentum!.Value;
        if (options.maximize is true)
            gradient = -gradient;
        if (options.weight_decay != 0)
            gradient = gradient.add(parameter, options.weight_decay!.Value);
        if (momentum != 0)
        {
            if (momenta.TryGetValue(parameter, out var velocity))
                velocity.mul_(momentum).add_(gradient, 1 - options.dampening!.Value);
            else
                momenta[parameter] = velocity = gradient.clone().DetachFromDisposeScope();
            gradient = options.nesterov is true ? gradient.add(velocity, momentum) : velocity;
        }
        parameter.add_(gradient, -group.LearningRate);
    }

    /// <summary>The settings of a group of SGD.</summary>
    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public Options()
        {
        }
    }

    /// <summary>Parameters that share settings of SGD.</summary>
    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup()
        {
            base.Options = new Options();
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
