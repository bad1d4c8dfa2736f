using System.Text;
using Clt.Engine.Tests.Tokenization.Fuzz;

namespace Clt.Fuzz.Tests.Damage;

/// <summary>Mutation of an input: a file of any kind, damaged in a way that a seed decides.</summary>
internal static class Damages
{
    /// <summary>The file with one kind of damage, or with two now and then.</summary>
    /// <param name="file">The file's name, whose ending tells what is in it.</param>
    /// <param name="content">The whole file.</param>
    /// <param name="rng">Decides.</param>
    public static byte[] Of(string file, byte[] content, Rng rng)
    {
        var damaged = One(file, content, rng);
        return rng.Next(4) == 0 ? One(file, damaged, rng) : damaged;
    }

    private static byte[] One(string file, byte[] content, Rng rng) =>
        Path.GetExtension(file) switch
        {
            ".safetensors" => rng.Next(2) == 0 ? ByteDamage.Of(content, rng) : HeaderDamage.Of(content, rng),
            ".model" or ".gz" => ByteDamage.Of(content, rng),
            ".json" => rng.Next(3) switch
            {
                0 => ByteDamage.Of(content, rng),
                1 => TextDamage.Of(content, rng),
                _ => Values(content, rng),
            },
            _ => rng.Next(3) == 0 ? ByteDamage.Of(content, rng) : TextDamage.Of(content, rng),
        };

    /// <summary>Damaged values of JSON; of its text where it is none any more.</summary>
    private static byte[] Values(byte[] content, Rng rng)
    {
        try
        {
            return JsonDamage.Value(Encoding.UTF8.GetString(content), rng);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            return TextDamage.Of(content, rng);
        }
    }
}
