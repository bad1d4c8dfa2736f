using Clt.Formats.ChatTemplates;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;

namespace Clt.Recipes.Checks;

/// <summary>
/// Loads the tokenizers, templates and configurations that cells will load, so that what is wrong with them is known before anything runs.
/// </summary>
internal sealed class TokenizerChecks(StudyContext context, Problems problems)
{
    private readonly Dictionary<string, (HubTokenizer? Tokenizer, ModelChat? Chat)> _known = new(StringComparer.Ordinal);

    /// <param name="point">The tasks, and the folders that are read.</param>
    /// <param name="model">The model that the point starts from.</param>
    public void Run(ResolvedPoint point, ModelConfig model)
    {
        if (point.Train?.Objective.Info.Teacher is FolderSpec teacher && Directory.Exists(teacher.Path))
        {
            Load(teacher.Path);
            problems.Try(() => context.Models.ReadFolder(teacher.Path));
        }

        var tasks = point.Mixture.Parts.Select(p => p.Task ?? point.Task).Append(point.Task).Distinct().ToList();
        foreach (var pretrain in point.Pretrained)
            Turns(pretrain.Texts.Parts.Select(p => p.Task).OfType<ITask>(), null);
        if (point.Base is not FolderSpec folder)
        {
            Turns(tasks, null);
            return;
        }

        if (Load(folder.Path) is not ({ } tokenizer, var chat))
            return;
        Turns(tasks, chat);
        problems.Check(
            model is DecoderConfig || !tasks.Exists(ChatTasks.AsksInTurns),
            $"a task asks in chat turns, but the model '{model.Family}' is no decoder",
            point.Where(".Task"),
            "Start from a decoder, or take PromptFormat.Plain."
        );
        problems.Check(
            point.Train?.Objective.Info.HidesTokens != true || tokenizer.MaskId is not null,
            $"{point.Train?.Objective.Info.Text}, but the tokenizer names no token that stands for hidden ones",
            folder.Path,
            "Name mask_token in tokenizer_config.json, a token of the vocabulary, or start from an encoder whose tokenizer has one."
        );
        var ends = tasks.TrueForAll(ChatTasks.AsksInTurns) || SequenceFrame.Of(tokenizer).After.Count > 0;
        problems.Check(
            point.Train is null || (model is not DecoderConfig && point.Into is null) || ends,
            "the tokenizer names no end token, so that nothing would teach the model to stop",
            folder.Path,
            "Name eos_token in tokenizer_config.json, a token of the vocabulary."
        );
    }

    private void Turns(IEnumerable<ITask> tasks, ModelChat? chat)
    {
        if (chat is not null)
            return;
        foreach (var task in tasks.Where(ChatTasks.AsksInTurns))
            problems.Try(() => throw ChatTasks.NoTemplate(task));
    }

    /// <summary>Each folder once; one without a tokenizer is reported where its identity is made.</summary>
    private (HubTokenizer? Tokenizer, ModelChat? Chat) Load(string folder)
    {
        if (_known.TryGetValue(folder, out var known))
            return known;
        if (!Directory.Exists(folder) || !TokenizerLoader.IsIn(folder))
            return _known[folder] = (null, null);
        problems.Try(() =>
        {
            var tokenizer = TokenizerLoader.Load(folder);
            known = (tokenizer, ModelChat.Find(folder, tokenizer));
        });
        return _known[folder] = known;
    }
}
