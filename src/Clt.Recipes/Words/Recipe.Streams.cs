using Clt.Engine.Adapters;
using Clt.Recipes.Grid;
using Clt.Recipes.Streams;
using Clt.Recipes.Training.Objectives;
using Clt.Results.Analysis;
using Clt.Results.Analysis.Streams;

namespace Clt;

/// <summary>Words for continual learning over a stream of languages.</summary>
public static partial class Recipe
{
    /// <summary>The orders of a stream, an axis named <c>order</c>: <c>Orders("en de fr", "fr de en")</c>.</summary>
    /// <param name="orders">Each the tags of the same languages, with spaces between.</param>
    /// <exception cref="InputException">A language stands in an order twice, or is none; all are listed.</exception>
    public static Axis<LanguageSet> Orders(params string[] orders) => StreamOrders.Axis(orders);

    /// <summary>Continual learning: a language after the other, each from the weights of the hop before.</summary>
    /// <param name="objective">
    /// What hops after the first minimise in place of the stream's objective, such as <c>Replay(memory: 600)</c>; plain fine-tuning by
    /// default.
    /// </param>
    /// <param name="own">
    /// Weights of which each language has its own copy, by patterns with spaces between: <c>"layers.0 layers.1"</c> for layers,
    /// <c>"sequence_dense sequence_labels joint_token_labels"</c> for the head of intents and slots. A hop begins with the base's; a
    /// language that no hop has trained is tested with the last ones.
    /// </param>
    /// <param name="adapter">
    /// An adapter that each language has of its own, on weights that all share: <c>Bottleneck(placement: BehindFeedForwardSum)</c> is
    /// MAD-X's. An encoder's head goes from hop to hop.
    /// </param>
    /// <param name="tuneBase">Whether the model's own weights are trained beside the adapter; they stay as they are by default.</param>
    /// <param name="freeze">Weights that stay as they are.</param>
    /// <param name="except">Those among them that are trained after all.</param>
    public static Choice<StreamMethod> InTurn(
        Choice<IObjectiveSpec>? objective = null,
        Choice<string>? own = null,
        Choice<IAdapterSpec?>? adapter = null,
        Choice<bool>? tuneBase = null,
        Choice<string>? freeze = null,
        Choice<string>? except = null
    ) =>
        Choice.From(
            p => new StreamMethod(StreamCourse.InTurn)
            {
                Objective = objective?.At(p),
                Own = Patterns(own, p),
                Adapter = adapter?.At(p),
                TrainsBase = tuneBase?.At(p) ?? false,
                Frozen = Patterns(freeze, p),
                Thawed = Patterns(except, p),
            },
            Choice.Origins(objective?.Origin, own?.Origin, adapter?.Origin, tuneBase?.Origin, freeze?.Origin, except?.Origin)
        );

    /// <summary>Monolingual reference of a stream: each language by itself, from the base.</summary>
    public static Choice<StreamMethod> Alone() => Choice.Of(new StreamMethod(StreamCourse.Alone));

    /// <summary>Joint reference of a stream: all languages at once.</summary>
    public static Choice<StreamMethod> Together() => Choice.Of(new StreamMethod(StreamCourse.Together));

    /// <summary>Incremental joint reference of a stream: each hop trains its language and all before it, from the hop before.</summary>
    public static Choice<StreamMethod> Growing() => Choice.Of(new StreamMethod(StreamCourse.Growing));

    /// <summary>
    /// Reports what streams forget and transfer (M'hamdi et al. 2023): forgetting, backward and forward transfer, zero-shot forward
    /// transfer and the score at the end, of each method and against one of them, paired over orders; and the matrix hop × language.
    /// </summary>
    /// <param name="baseline">The value of the axis of methods that others are compared with, such as <c>vanilla</c>.</param>
    /// <param name="method">The axis of methods.</param>
    /// <param name="order">The axis of orders.</param>
    /// <param name="metrics">Names of metrics, with spaces between; the headline by default.</param>
    /// <param name="encoder">
    /// The method with encoder layers for each language: which component forgets is said where both are there.
    /// </param>
    /// <param name="head">The method with a head for each language.</param>
    public static IAnalysis ContinualTransfer(
        string baseline,
        string method = "method",
        string order = "order",
        string metrics = "",
        string encoder = "",
        string head = ""
    ) =>
        new ContinualTransfer(new StreamAxes(method, order, StreamOrders.AloneAxis), baseline)
        {
            Metrics = metrics.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Encoder = encoder,
            Head = head,
        };

    private static string[] Patterns(Choice<string>? patterns, Point p) =>
        patterns?.At(p).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];
}
