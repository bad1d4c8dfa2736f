using Clt.Engine.Training;
using Clt.Running.Planning;

namespace Clt.Running.Training;

/// <summary>What a training run gave, as facts of its cell.</summary>
internal static class TrainingFacts
{
    public static Dictionary<string, double> Of(TrainingResult result, TrainingWork work) =>
        new()
        {
            ["steps"] = result.Steps,
            ["selected step"] = result.SelectedStep,
            ["tokens"] = result.Tokens,
            ["target tokens"] = result.TargetTokens,
            ["first loss"] = result.FirstLoss,
            ["last loss"] = result.LastLoss,
            ["validation loss"] = result.BestValidationLoss ?? double.NaN,
            ["seconds"] = result.Seconds,
            ["parameters"] = work.Parameters,
            ["trained parameters"] = work.Trained,
        };
}
