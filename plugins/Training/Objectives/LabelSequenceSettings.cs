namespace Clt.Plugins.Training.Objectives;

/// <summary>Sizes and training of an encoder of label sequences; the defaults are those of Liu et al. 2020 (their code).</summary>
/// <param name="Embedding">Numbers of a label's vector.</param>
/// <param name="Width">Hidden size of each direction.</param>
/// <param name="Epochs">Passes over the examples.</param>
/// <param name="Rate">Learning rate of Adam.</param>
/// <param name="Batch">Sequences a step; all of their pairs are compared.</param>
public sealed record LabelSequenceSettings(int Embedding = 100, int Width = 150, int Epochs = 10, double Rate = 1e-3, int Batch = 64);
