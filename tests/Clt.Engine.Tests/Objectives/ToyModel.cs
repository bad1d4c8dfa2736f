using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>A few tensors that an objective can be computed from.</summary>
internal sealed class ToyModel : ITrainableModel
{
    public ToyModel(params (string Name, float[][] Rows)[] tensors)
    {
        Parameters = new FlatParameters([
            .. tensors.Select(t => new ParameterSpec(t.Name, [t.Rows.Length, t.Rows[0].Length], true, 0, [])),
        ]);
        using var noGrad = no_grad();
        foreach (var (name, rows) in tensors)
            Parameters[name].copy_(tensor(rows.SelectMany(r => r).ToArray()).view(rows.Length, -1));
    }

    public ModelConfig Config => TinyModel.Config;

    public FlatParameters Parameters { get; }

    public string Save(string folder) => throw new NotSupportedException();

    public void LoadWeights(string folder) => throw new NotSupportedException();

    public void Dispose() => Parameters.Dispose();
}

/// <summary>Numbers and their class.</summary>
internal sealed record ToyPoint(float[] X, int Y) : TrainingExample("0", ToyTask.English, "toy")
{
    public override IReadOnlyList<int[]> Sequences =>
        [
            [1],
        ];

    public override int TargetCount => 1;
}

/// <summary>Cross-entropy of softmax(W x).</summary>
internal sealed class ToyObjective(ToyModel model) : Objective<ToyPoint>(model)
{
    protected override Tensor Loss(IReadOnlyList<ToyPoint> examples, bool training)
    {
        var losses = examples.Select(e => -Model.Parameters["W"].matmul(tensor(e.X)).log_softmax(0)[e.Y]);
        return stack([.. losses]).sum();
    }
}
