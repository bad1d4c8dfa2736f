using System.Text.Json.Nodes;
using Clt.Engine.ChatTemplates;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Tokenization;

namespace Clt.Studies;

/// <summary>A model folder that answers prompts greedily, for metrics that ask a model.</summary>
internal sealed class AnsweringModel : ITextModel
{
    private readonly LanguageModel _model;
    private readonly HubTokenizer _tokenizer;
    private readonly ChatTemplate? _template;
    private readonly ExampleTokenizer _encoder;

    /// <exception cref="InputException">The folder lacks a file, or no family knows its architecture.</exception>
    public AnsweringModel(string folder, StudyContext context)
    {
        Identity = FolderIdentity.Of(folder, context);
        (_tokenizer, _template) = (TokenizerLoader.Load(folder), ChatTemplateFile.Load(folder));
        _model = LanguageModel.Load(folder, context.Models);
        _encoder = new ExampleTokenizer(_tokenizer, _model.SpecialTokens, _model.Config.ContextLength);
    }

    public string Identity { get; }

    public IReadOnlyList<TextAnswer> Answer(IReadOnlyList<string> prompts, int maxTokens, CancellationToken cancel)
    {
        var ids = prompts.Select(p => _encoder.Prompt(Shown(p))).ToList();
        var settings = new GenerationSettings { MaxNewTokens = maxTokens, BatchSize = Math.Max(1, prompts.Count) };
        var made = TextGenerator.Generate(_model, _tokenizer, ids, settings, new Seed(1), cancel: cancel);
        return [.. made.Select((m, i) => new TextAnswer(m.Text, ids[i].Length, m.Ids.Count))];
    }

    public void Dispose() => _model.Dispose();

    private string Shown(string prompt) => _template is null ? prompt : _template.Render(ChatRequest.Of((Role.User, prompt)) with
    {
        AddGenerationPrompt = true,
        Variables = new Dictionary<string, JsonNode?> { ["bos_token"] = "", ["eos_token"] = _tokenizer.EndId is { } end ? _tokenizer.Piece(end) : "" },
    }).Text;
}
