namespace TorchSharp.Modules;

/// <summary>Settings of a parameter group; what is null takes the optimiser's own value.</summary>
public class OptimizerOptions
{
    public OptimizerOptions()
    {
    }

    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }
}
