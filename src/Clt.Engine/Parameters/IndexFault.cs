namespace Clt.Engine.Parameters;

/// <summary>What the index of shards and the shards say differently of one tensor.</summary>
/// <param name="Tensor">Its name in the files.</param>
/// <param name="What">The difference.</param>
/// <param name="Where">The index, or the shard.</param>
internal sealed record IndexFault(string Tensor, string What, string Where);
