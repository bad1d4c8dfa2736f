namespace Clt.Engine.Parameters;

/// <summary>Which names in files mean the same tensor, and which tensors need no place in the model.</summary>
internal sealed class TensorNaming(ModelConfig config)
{
    /// <summary>A tensor's name without the optional beginning and with the ending of today: the same for all writings of it.</summary>
    public string Plain(string name)
    {
        if (config.OptionalPrefix.Length > 0 && name.StartsWith(config.OptionalPrefix, StringComparison.Ordinal))
            name = name[config.OptionalPrefix.Length..];
        var older = config.OlderEndings.FirstOrDefault(e => name.EndsWith(e.Key, StringComparison.Ordinal));
        return older.Key is null ? name : name[..^older.Key.Length] + older.Value;
    }

    /// <summary>Buffers that older files carry, and a head that repeats the embedding it is tied to.</summary>
    public bool IsIgnorable(string name) =>
        name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal)
        || config.IgnoredTensors.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
        || (config.TiedHead && name.EndsWith("lm_head.weight", StringComparison.Ordinal));

    /// <summary>Whether it belongs to another head than the model's, and is left out.</summary>
    public bool IsOfAnotherHead(string name) => config.OtherHeads.Any(h => Plain(name).StartsWith(h, StringComparison.Ordinal));
}
