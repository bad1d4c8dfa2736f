using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Engine.Verification;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Verification;

/// <summary>What is right passes; each planted fault is caught by the guarantee it breaks.</summary>
public sealed class TrainingGuaranteesTests : IDisposable
{
    private const string Packing = "packed = unpacked";
    private const string Accumulation = "accumulation = whole batch";
    private const string Masks = "masks = the task's trained text";
    private const string Ranks = "two ranks = one process";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_right_job_keeps_every_guarantee()
    {
        var rows = Measure(TinyModel.Objective);

        rows.Count.ShouldBe(7);
        rows.ShouldAllBe(r => r.Passed);
        rows.Where(r => r.Name != Ranks).ShouldAllBe(r => r.Figure != null);
    }

    [Fact]
    public void Examples_that_see_each_other_are_caught() => Broken(() => new Leaking(TinyModel.Objective())).ShouldContain(Packing);

    [Fact]
    public void A_loss_that_is_divided_by_each_micro_batch_is_caught()
    {
        var broken = Broken(() => new Averaging(TinyModel.Objective()));

        broken.ShouldContain(Accumulation);
        broken.ShouldContain(Packing); // The mean of a batch is not the sum of means either.
    }

    [Fact]
    public void Runs_that_begin_differently_are_caught()
    {
        var seed = 0;
        Broken(() => new CausalLanguageModelling(TinyModel.Create(++seed))).ShouldContain("two runs = the same bits");
    }

    [Theory]
    [InlineData(0, true)] // The question is trained on too.
    [InlineData(-2, false)] // The answer's last token is left out; the last of all is the end.
    public void A_wrong_mask_is_caught(int token, bool target)
    {
        var wrong = Items(ids =>
        {
            var targets = (bool[])ids.Targets.Clone();
            var at = token < 0 ? targets.Length + token : Array.IndexOf(targets, true) - 1;
            targets[at] = target;
            return new TokenizedExample(ids.ItemId, ids.Language, ids.Task, ids.Ids, targets);
        });

        wrong.ShouldAllBe(m => !m.Trained);
        Measure(TinyModel.Objective, wrong).Where(r => !r.Passed).Select(r => r.Name).ShouldBe([Masks]);
    }

    [Fact]
    public void A_mask_shows_every_token_with_its_flag()
    {
        var item = Items(e => e)[0];

        item.Trained.ShouldBeTrue();
        string.Concat(item.Tokens.Where(t => t.Target).Select(t => t.Text))
            .ShouldStartWith(Examples()[0].Segments.Single(s => s.Train).Text);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(1e-6, true)]
    [InlineData(1e-4, false)]
    [InlineData(double.NaN, false)]
    public void What_was_not_measured_did_not_fail_and_what_is_no_number_did(double? figure, bool passed) =>
        new Guarantee("", figure, 1e-5, "").Passed.ShouldBe(passed);

    private List<string> Broken(Func<IObjective> objective) => [.. Measure(objective).Where(r => !r.Passed).Select(r => r.Name)];

    private IReadOnlyList<Guarantee> Measure(Func<IObjective> objective, IReadOnlyList<MaskedItem>? masks = null)
    {
        var settings = new TrainingSettings
        {
            Steps = 4,
            Batch = 4,
            Schedule = new ConstantSchedule(1e-3),
            CheckpointEvery = 2,
        };
        var job = new TrainingJob(_folder.Path, "verify", objective, TinyModel.Examples(8), [], settings, 1);
        var prompts = TinyModel.Examples(4).Select(e => e.Ids[..3]).ToList();
        return new TrainingGuarantees(job, folder => LanguageModel.Load(folder)).Measure(masks ?? Items(e => e), prompts, _ => { });
    }

    private static List<Example> Examples() =>
        [.. Mixture.Fixed(new ToyTask(100), ToyTask.English, 3).Draw(new SourceContext(Path.GetTempPath(), _ => { }), 1)];

    private static List<MaskedItem> Items(Func<TokenizedExample, TokenizedExample> change)
    {
        var tokenizer = new CharacterTokenizer();
        var encoder = new ExampleTokenizer(tokenizer, TinyModel.Special, TinyModel.Config.ContextLength);
        return [.. Examples().Select(e => MaskedItem.Of(e, change(encoder.Tokenize(e)), tokenizer, TinyModel.Special))];
    }

    private abstract class Wrapped(IObjective inner) : IObjective
    {
        public ITrainableModel Model => inner.Model;

        public IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) => inner.Prepare(examples, seed);

        public abstract Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training);

        public void Dispose() => inner.Dispose();
    }

    /// <summary>Lays two examples at a time into one sequence.</summary>
    private sealed class Leaking(IObjective inner) : Wrapped(inner)
    {
        private readonly IObjective _inner = inner;

        public override Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training) =>
            _inner.Loss([.. examples.Cast<TokenizedExample>().Chunk(2).Select(Joined)], training);

        private static TokenizedExample Joined(TokenizedExample[] pair) =>
            new("pair", pair[0].Language, pair[0].Task, [.. pair.SelectMany(e => e.Ids)], [.. pair.SelectMany(e => e.Targets)]);
    }

    /// <summary>The mean over a micro-batch, scaled so that a batch of one step looks right.</summary>
    private sealed class Averaging(IObjective inner) : Wrapped(inner)
    {
        private readonly IObjective _inner = inner;

        public override Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training) =>
            _inner.Loss(examples, training) / examples.Sum(e => e.TargetCount);
    }
}
