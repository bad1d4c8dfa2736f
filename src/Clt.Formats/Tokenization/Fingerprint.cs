using System.Security.Cryptography;
using System.Text;

namespace Clt.Formats.Tokenization;

/// <summary>The hash of named contents: names in ordinal order, each with its length and bytes.</summary>
internal static class Fingerprint
{
    public static string Of(IReadOnlyDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{bytes.Length}\0"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
