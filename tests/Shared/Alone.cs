namespace Clt.Tests;

/// <summary>
/// The collection of tests that no other may run beside: they count all tensors or memory of the process, or draw from libtorch's own
/// generator, of which there is one.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
