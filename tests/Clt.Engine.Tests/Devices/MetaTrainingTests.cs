using System.Reflection;
using Clt.Engine.Adapters;
using Clt.Engine.Objectives;
using Clt.Engine.Optimizers;
using Clt.Engine.Parameters;
using Clt.Plugins.Training.Adapters;
using Clt.Plugins.Training.Objectives;

namespace Clt.Engine.Tests.Devices;

/// <summary>Every objective, optimiser and adapter trains on a device, in fp32 and bf16, with nothing left on the host.</summary>
public sealed class MetaTrainingTests
{
    private static readonly Dtype[] Types = [Dtype.Float32, Dtype.BFloat16];

    public static TheoryData<string, Dtype> Objectives() => With(MetaObjectives.All.Keys);

    public static TheoryData<string, Dtype> Optimizers() => With(Concrete<OptimizerSettings>().Select(t => t.Name));

    public static TheoryData<string, Dtype> Adapters() => With(AdapterCases.Keys);

    private static Dictionary<string, Action<AdapterSet>> AdapterCases { get; } =
        new Dictionary<string, Action<AdapterSet>>
        {
            ["LoraAdapter"] = set => set.Add("a", new LoraSettings { Rank = 2 }, 1),
            ["LoraAdapter, dropout"] = set =>
                set.Add(
                    "a",
                    new LoraSettings
                    {
                        Rank = 2,
                        Dropout = 0.5,
                        RankStabilized = true,
                    },
                    1
                ),
            ["LoraAdapter, DoRA"] = set => set.Add("a", new LoraSettings { Rank = 2, Dora = true }, 1),
        }
            .Concat(
                Enum.GetValues<AdapterPlacement>()
                    .Select(p =>
                        KeyValuePair.Create<string, Action<AdapterSet>>(
                            $"BottleneckAdapter, {p}",
                            set => set.Add("a", new BottleneckSpec { Placement = p, Norm = true }, 1)
                        )
                    )
            )
            .ToDictionary();

    [Theory]
    [MemberData(nameof(Objectives))]
    public void An_objective_leaves_nothing_on_the_host(string name, Dtype dtype) =>
        Meta.Run(() =>
        {
            var (objective, examples) = MetaObjectives.All[name](dtype);
            using var disposed = objective;
            Meta.Train(objective, examples);
        });

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimiser_leaves_nothing_on_the_host(string name, Dtype dtype)
    {
        var settings = (OptimizerSettings)Activator.CreateInstance(Concrete<OptimizerSettings>().Single(t => t.Name == name))!;
        using var objective = new CausalLanguageModelling(MetaObjectives.Decoder(dtype));
        Meta.Train(objective, MetaExamples.Tokenized, settings);
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_leaves_nothing_on_the_host(string name, Dtype dtype) =>
        Meta.Run(() =>
        {
            var model = MetaObjectives.Decoder(dtype);
            using var objective = new CausalLanguageModelling(model);
            AdapterCases[name](model.Adapters);
            Meta.Train(objective, MetaExamples.Tokenized);
            if (name.StartsWith("Lora", StringComparison.Ordinal))
                model.Adapters.Merge("a");
        });

    [Fact]
    public void No_objective_and_no_adapter_is_forgotten()
    {
        Named(MetaObjectives.All.Keys)
            .ShouldBe(
                Concrete<IObjective>().Concat(Of<IObjective>(typeof(PreferenceSpec).Assembly)).Select(t => t.Name),
                ignoreOrder: true
            );
        Named(AdapterCases.Keys)
            .ShouldBe(Concrete<Adapter>().Concat(Of<Adapter>(typeof(BottleneckAdapter).Assembly)).Select(t => t.Name), ignoreOrder: true);
    }

    private static IEnumerable<string> Named(IEnumerable<string> cases) => cases.Select(c => c.Split(',')[0]).Distinct();

    private static IEnumerable<Type> Concrete<T>() => Of<T>(typeof(T).Assembly);

    private static IEnumerable<Type> Of<T>(Assembly assembly) =>
        assembly.GetTypes().Where(t => t is { IsAbstract: false, IsPublic: true } && t.IsAssignableTo(typeof(T)));

    private static TheoryData<string, Dtype> With(IEnumerable<string> names)
    {
        var all = new TheoryData<string, Dtype>();
        foreach (var name in names)
        {
            foreach (var type in Types)
                all.Add(name, type);
        }

        return all;
    }
}
