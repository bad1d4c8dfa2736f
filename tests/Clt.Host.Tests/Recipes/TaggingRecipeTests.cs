using Clt.Host.Recipes;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>The recipe of an encoder on real data: what it would run.</summary>
public sealed class TaggingRecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-tagging-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DataFact("slu")]
    public void Two_tasks_are_trained_from_one_encoder_without_a_reference()
    {
        var settings = new[] { $"data={Path.Combine(SharedFolder.Data, "slu")}", $"model={Path.Combine(SharedFolder.Data, "minilm")}" };
        using var session = RecipeSession.Open(
            new SessionOptions(Path.Combine(RepositoryRoot.Folder, "recipes", "tagging.csx"), settings, [], Path.Combine(_folder, "runs")),
            _ => { },
            CancellationToken.None,
            planning: true
        );

        var plan = session.Study.Plan(session.Context, 1);

        plan.Rows.Count(r => r.Kind == CellKind.Finetune).ShouldBe(2 * 2 * 2, "tasks, samples, seeds");
        plan.Rows.Count.ShouldBe(2 * 2 * 2, "the encoder has no head to measure before it is trained");
        plan.Rows.Select(r => r.Steps).Distinct().Order().ShouldBe([2 * 20, 2 * 25]);
        plan.Parameters.ShouldBeInRange(22_000_000, 23_000_000);
        var tagged = session.Study.Cells.OfType<FinetuneCell>().First(c => c.Measurement.Task.Info.Scoring == Scoring.Tag);
        tagged.Measurement.Metrics.Select(m => m.Info.Name).ShouldBe(["entity-f1", "token-accuracy"]);
        tagged.Measurement.Task.Info.Labels.Count.ShouldBe((2 * 14) + 1);
    }
}
