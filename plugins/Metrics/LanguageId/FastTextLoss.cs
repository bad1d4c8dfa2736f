namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>How a model's output layer gives probabilities; the numbers are those of the file format.</summary>
internal enum FastTextLoss
{
    HierarchicalSoftmax = 1,
    NegativeSampling = 2,
    Softmax = 3,
    OneVersusAll = 4,
}
