namespace Clt;

/// <summary>What a model family is.</summary>
/// <param name="Name">Short name, such as <c>llama</c>.</param>
/// <param name="Description">One line for <c>clt list</c>.</param>
/// <param name="Architectures">Values of <c>architectures</c> in <c>config.json</c> that are this family, such as <c>LlamaForCausalLM</c>.</param>
public sealed record ModelFamilyInfo(string Name, string Description, IReadOnlyList<string> Architectures);
