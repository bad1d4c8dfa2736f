namespace Clt.Engine.Parameters;

/// <summary>Writes all of the given memory.</summary>
internal delegate void FillBytes(Span<byte> bytes);
