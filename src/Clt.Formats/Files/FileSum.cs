namespace Clt.Formats.Files;

/// <summary>What a stored file must be.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of its content, in lower-case hexadecimal digits.</param>
public sealed record FileSum(long Length, string Sha256);
