using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Files;

namespace Clt.Engine.Export;

/// <summary>
/// Writes a Hugging Face directory: configuration, generation settings, weights in shards, tokenizer and chat template. It is written
/// beside its place and renamed when it is whole and right, so that a folder of that name is never half there.
/// </summary>
public static class ModelExport
{
    /// <summary>Everything that belongs to a tokenizer or says how to talk to the model.</summary>
    private static readonly string[] TokenizerFiles =
    [
        "tokenizer.json",
        "tokenizer_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "vocab.json",
        "vocab.txt",
        "merges.txt",
        "tokenizer.model",
        "spiece.model",
        "sentencepiece.bpe.model",
        "spm.model",
        "chat_template.jinja",
        "chat_template.json",
    ];

    /// <param name="model">The model; adapters are not written, merge them first.</param>
    /// <param name="folder">The directory; must not be there, or be empty.</param>
    /// <param name="settings">Dtype, shards and where the tokenizer is.</param>
    /// <param name="isRight">Looks at the directory before it gets its name; when it says no, nothing is left.</param>
    /// <returns>Whether it was right.</returns>
    /// <exception cref="InputException">The directory is there already, an adapter is active, or the shards' size is below 1.</exception>
    /// <exception cref="IOException">The disk is full or read-only; nothing is left.</exception>
    public static bool Write(ITrainableModel model, string folder, ExportSettings settings, Func<string, bool> isRight)
    {
        Check(model, folder, settings);
        return AtomicFolder.Write(
            folder,
            temporary =>
            {
                Fill(temporary, model, settings);
                return isRight(temporary);
            }
        );
    }

    /// <summary>Refuses to overwrite: also to be asked before a long computation.</summary>
    /// <exception cref="InputException">Something is there already.</exception>
    public static void CheckFree(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new InputException("it is there already, and nothing is overwritten", folder, "Give another folder, or remove this one.");
    }

    private static void Check(ITrainableModel model, string folder, ExportSettings settings)
    {
        CheckFree(folder);
        if (settings.ShardBytes < 1)
            throw new InputException($"the size of shards is {settings.ShardBytes}", "export", "Give at least 1 byte.");
        if (model.Adapters is { Active: [var active, ..] })
            throw new InputException(
                $"the adapter '{active.Name}' is active, and is not a part of the weights",
                "export",
                "Merge it first."
            );
    }

    private static void Fill(string folder, ITrainableModel model, ExportSettings settings)
    {
        var dtype = settings.Dtype ?? model.Parameters.Dtype;
        HubConfig.Write(folder, model.Config, dtype);
        ShardWriter.Write(model.Parameters, folder, dtype, settings.ShardBytes);
        if (settings.TokenizerFolder is not { } source)
            return;
        foreach (
            var path in TokenizerFiles
                .Select(name => Path.Combine(source, name))
                .Where(File.Exists)
                .Concat(Directory.GetFiles(source, "*.tiktoken"))
        )
            AtomicFile.Write(Path.Combine(folder, Path.GetFileName(path)), stream => stream.Write(File.ReadAllBytes(path)));
    }
}

/// <summary>How a model is written for others to read.</summary>
public sealed record ExportSettings
{
    /// <summary>What the weights are written in; null for the model's own.</summary>
    public Dtype? Dtype { get; init; }

    /// <summary>
    /// Most bytes of a file of weights; a larger model is written in shards. A tensor larger than this has a file of its own.
    /// </summary>
    public long ShardBytes { get; init; } = 5_000_000_000;

    /// <summary>A folder whose tokenizer and chat template are copied, or null for none.</summary>
    public string? TokenizerFolder { get; init; }
}

/// <summary>What the model in memory and the one read from its files answered.</summary>
/// <param name="Prompt">Token ids.</param>
/// <param name="Expected">The most likely ids by the model in memory.</param>
/// <param name="Actual">Those by the model from the files.</param>
public sealed record ExportSample(IReadOnlyList<int> Prompt, IReadOnlyList<int> Expected, IReadOnlyList<int> Actual)
{
    public bool Same => Expected.SequenceEqual(Actual);
}
