using System.Text.Json;

namespace Clt;

/// <summary>Extension point: a family of models, as a mapping from its <c>config.json</c> and its tensor names to the engine's.</summary>
public interface IModelFamily
{
    ModelFamilyInfo Info { get; }

    /// <summary>Reads a Hugging Face <c>config.json</c>, older and newer field names alike.</summary>
    /// <param name="config">The file's object.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InputException">
    /// Sizes are missing or contradict each other, or a feature is not supported: all problems at once.
    /// </exception>
    ModelConfig Configure(JsonElement config, string where);
}

/// <summary>What a model family is.</summary>
/// <param name="Name">Short name, such as <c>llama</c>.</param>
/// <param name="Description">One line for <c>clt list</c>.</param>
/// <param name="Architectures">
/// Values of <c>architectures</c> in <c>config.json</c> that are this family, such as <c>LlamaForCausalLM</c>.
/// </param>
public sealed record ModelFamilyInfo(string Name, string Description, IReadOnlyList<string> Architectures);
