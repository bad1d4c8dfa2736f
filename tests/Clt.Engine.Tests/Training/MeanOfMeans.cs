using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Training;

/// <summary>
/// The fault that the reference keeps as a negative control: the mean of the means of groups, whatever number of targets each has.
/// </summary>
internal sealed class MeanOfMeans(CausalLanguageModelling right, int group) : IObjective
{
    public ITrainableModel Model => right.Model;

    public IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [.. examples.Cast<TokenizedExample>().Chunk(group).Select(parts => new Group(parts))];

    public Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training) =>
        stack([.. examples.Cast<Group>().Select(g => right.Loss(g.Parts, training) / g.Parts.Sum(p => p.TargetCount))]).sum();

    public void Dispose() => right.Dispose();

    private sealed record Group(IReadOnlyList<TokenizedExample> Parts) : TrainingExample(Parts[0].ItemId, Parts[0].Language, Parts[0].Task)
    {
        public override IReadOnlyList<int[]> Sequences { get; } = [.. Parts.SelectMany(p => p.Sequences)];

        public override int TargetCount => 1;
    }
}
