namespace Clt.Engine.Models;

/// <summary>Writes all of the given memory.</summary>
internal delegate void FillBytes(Span<byte> bytes);
