using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Identity;

namespace Clt.Running.Answering;

/// <summary>A model folder that answers prompts greedily, for metrics that ask a model: in its chat template where it has one.</summary>
internal sealed class AnsweringModel : ITextModel
{
    private readonly LanguageModel _model;
    private readonly HubTokenizer _tokenizer;
    private readonly ModelChat? _chat;
    private readonly ExampleTokenizer _encoder;
    private readonly IReadOnlyList<int> _ends;

    /// <exception cref="InputException">The folder lacks a file, or no family knows its architecture.</exception>
    public AnsweringModel(string folder, StudyContext context)
    {
        Identity = FolderIdentity.Of(folder, context);
        _tokenizer = TokenizerLoader.Load(folder);
        _chat = ModelChat.Find(folder, _tokenizer);
        _ends = _chat?.EndsOfTurn() ?? [];
        _model = LanguageModel.Load(folder, context.Models);
        _encoder = new ExampleTokenizer(_tokenizer, SequenceFrame.Of(_tokenizer), _model.Config.ContextLength);
    }

    public string Identity { get; }

    public IReadOnlyList<TextAnswer> Answer(IReadOnlyList<string> prompts, int maxTokens, CancellationToken cancel)
    {
        var ids = prompts.Select(Ids).ToList();
        var settings = new GenerationSettings
        {
            MaxNewTokens = maxTokens,
            BatchSize = Math.Max(1, prompts.Count),
            StopTokens = _ends,
        };
        var made = TextGenerator.Generate(_model, _tokenizer, ids, settings, new Seed(1), cancel: cancel);
        return [.. made.Select((m, i) => new TextAnswer(m.Text, ids[i].Length, m.Ids.Count))];
    }

    public void Dispose() => _model.Dispose();

    private int[] Ids(string prompt) =>
        _chat is null ? _encoder.Prompt(prompt) : _chat.Ids(_chat.Request([(Role.User, prompt)], addGenerationPrompt: true));
}
