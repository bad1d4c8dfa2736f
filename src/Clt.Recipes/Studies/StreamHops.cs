using Clt.Recipes.Adapters;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Streams;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Studies;

/// <summary>The hops of a stream as stages of a study: one a language.</summary>
internal sealed class StreamHops
{
    private static readonly AdapterBefore? Continue = AdapterBefore.Continue;

    private readonly Choice<LanguageSet> _order;
    private readonly Choice<int> _count;
    private readonly Choice<StreamMethod> _method;
    private readonly TrainChoice _train;
    private readonly Choice<IObjectiveSpec> _objective;
    private readonly LanguageSet _all;
    private readonly Axis<LanguageSet> _alone;

    /// <exception cref="InputException">An order has fewer than two hops, or orders are of different languages.</exception>
    public StreamHops(
        Choice<LanguageSet> order,
        Choice<int> count,
        TrainChoice train,
        Choice<StreamMethod> method,
        Choice<IObjectiveSpec> objective
    )
    {
        (_order, _count, _method, _train, _objective) = (order, count, method, train, objective);
        // In one order whatever the stream's, so that references are trained once.
        _all = new LanguageSet(StreamOrders.Of(order)[0].OrderBy(l => l.Code, StringComparer.Ordinal));
        _alone = new Axis<LanguageSet>(StreamOrders.AloneAxis, [.. _all.Select(l => new LanguageSet([l]))], [.. _all.Select(l => l.Short)]);
    }

    /// <summary>A stage a hop. References end early: no mixture is no stage.</summary>
    public IReadOnlyList<Stage> Stages =>
        [
            .. Enumerable
                .Range(0, _all.Count)
                .Select(hop => new Stage(NameOf(hop))
                {
                    Mixture = new MixtureChoice(p => At(p, hop)),
                    Train = _train,
                    Objective = Choice.From(p => ObjectiveAt(p, hop), Choice.Origins(_objective.Origin, _method.Origin)),
                    Weights = Choice.From(WeightsAt, _method.Origin),
                    Adapter = Choice.From(p => _method.At(p).Adapter, _method.Origin),
                    Before = Choice.From(p => hop > 0 && _method.At(p).Adapter is not null ? Continue : null, _method.Origin),
                }),
        ];

    /// <summary>How results call a hop, counted from 0.</summary>
    public static string NameOf(int hop) => FormattableString.Invariant($"hop {hop + 1}");

    /// <summary>The order is read only where it matters, so that references do not stand once for each.</summary>
    private MixtureSpec At(Point p, int hop) =>
        _method.At(p).Course switch
        {
            StreamCourse.InTurn => Of(_order.At(p).Slice(hop, 1), p),
            StreamCourse.Growing => Of(_order.At(p).Slice(0, hop + 1), p),
            StreamCourse.Together when hop == 0 => Of(_all, p),
            StreamCourse.Alone when hop == 0 => Of(_alone.At(p), p),
            StreamCourse.Together or StreamCourse.Alone => new MixtureSpec([]),
            var other => throw new ArgumentOutOfRangeException(nameof(p), other, "There is no such course."),
        };

    private MixtureSpec Of(LanguageSet languages, Point p) => new([new PartSpec(null, languages, _count.At(p), null)]);

    private IObjectiveSpec ObjectiveAt(Point p, int hop) =>
        hop > 0 && _method.At(p).Objective is { } looksBack ? looksBack : _objective.At(p);

    private WeightRules WeightsAt(Point p)
    {
        var method = _method.At(p);
        return new WeightRules
        {
            Own = method.Own,
            Frozen = method.Frozen,
            Thawed = method.Thawed,
            OwnAdapter = method.Adapter is not null,
            WithBase = method is { Adapter: not null, TrainsBase: true },
        };
    }
}
