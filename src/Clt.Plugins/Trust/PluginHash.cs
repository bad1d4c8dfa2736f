using System.Security.Cryptography;
using System.Text;

namespace Clt.Plugins.Trust;

/// <summary>
/// Content hash of a plugin: SHA-256 over every file of its folder, since what lies beside its assembly is loaded with it.
/// </summary>
public static class PluginHash
{
    /// <param name="folder">The plugin's folder.</param>
    /// <returns>64 hexadecimal digits; another for another name or byte of any file.</returns>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public static string Of(string folder)
    {
        try
        {
            using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                using var stream = File.OpenRead(file);
                var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
                all.AppendData(Encoding.UTF8.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(stream))}  {name}\n"));
            }

            return Convert.ToHexStringLower(all.GetHashAndReset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the plugin cannot be read: {e.Message}", folder, "Make its files readable.", e);
        }
    }
}
