using System.CommandLine;
using Clt.Engine.Distributed;
using Clt.Engine.Export;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Tokenization;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;

namespace Clt.Host.Chat;

/// <summary><c>clt chat</c>: talks to a model.</summary>
internal static class ChatVerb
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "A Hugging Face model directory with a chat template.",
    };
    private static readonly Option<string?> System = new("--system")
    {
        Description = "What the model is told before the conversation.",
        HelpName = "TEXT",
    };
    private static readonly Option<int> MaxTokens = new("--max-tokens")
    {
        Description = "Most new tokens of an answer.",
        DefaultValueFactory = _ => 512,
    };

    private static readonly Option<string[]> Stop = new("--stop")
    {
        Description = "An answer ends before this text (may be given several times).",
        HelpName = "TEXT",
    };

    private static readonly Option<long> Seed = new("--seed") { Description = "Of the samples.", DefaultValueFactory = _ => 1 };

    private static readonly Option<double> Temperature = new("--temperature")
    {
        Description = "0 always takes the likeliest token; above, tokens are sampled.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<int> TopK = new("--top-k") { Description = "Samples among so many of the likeliest tokens; 0 for all." };

    private static readonly Option<double> TopP = new("--top-p")
    {
        Description = "Samples among tokens that reach this probability.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<double> MinP = new("--min-p")
    {
        Description = "Leaves out tokens below this share of the likeliest's probability.",
    };

    private static readonly Option<double> Penalty = new("--repetition-penalty")
    {
        Description = "Above 1 makes tokens that were there less likely.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        var (json, plugins) = (CommonOptions.Json(), CommonOptions.Plugins());
        var verb = new Command(
            "chat",
            """
            Talks to a model, by its own chat template. A line is a turn; Ctrl-D ends. With --json, one object when the input has ended.

            Examples:
              clt chat models/Qwen3-0.6B
              clt chat runs/guide/cells/3f2a/checkpoint --system "Answer in one sentence." --temperature 0.7 --top-p 0.9
              echo "What is 2 + 3?" | clt chat models/Qwen3-0.6B --max-tokens 20 --json
            """
        )
        {
            Folder,
            System,
            MaxTokens,
            Temperature,
            TopK,
            TopP,
            MinP,
            Penalty,
            Stop,
            Seed,
            json,
            plugins,
            CommonOptions.Device(),
        };
        verb.SetAction((parsed, cancel) => Task.FromResult(Run(parsed, parsed.GetValue(plugins), parsed.GetValue(json), cancel)));
        return verb;
    }

    private static int Run(ParseResult parsed, string[]? plugins, bool json, CancellationToken cancel)
    {
        var settings = new GenerationSettings
        {
            MaxNewTokens = parsed.GetValue(MaxTokens),
            Temperature = parsed.GetValue(Temperature),
            TopK = parsed.GetValue(TopK),
            TopP = parsed.GetValue(TopP),
            MinP = parsed.GetValue(MinP),
            RepetitionPenalty = parsed.GetValue(Penalty),
            StopStrings = parsed.GetValue(Stop) ?? [],
        };
        // What costs nothing to check comes first: weights are large.
        settings.Check();
        var catalog = PluginHost.Load(NamedPlugins.All(plugins));
        var folder = catalog.Folder(parsed.GetValue(Folder)!, cancel);
        var chat = ModelChat.Load(folder, TokenizerLoader.Load(folder));
        ComputeThreads.UseAll();
        using var model = LanguageModel.Load(folder, catalog.Families());
        KeptAdapters.Load(model, folder, catalog.Families().Adapters);
        var session = new ChatSession(model, chat, settings, new Seed((ulong)parsed.GetValue(Seed)));
        if (parsed.GetValue(System) is { } system)
            session.Instruct(system);
        var turns = ChatLoop.Run(session, Console.In, json ? null : Console.Out, Console.IsInputRedirected ? "" : "> ", cancel);
        if (json)
            JsonText.Print(new { turns });
        return ExitCode.Done;
    }
}
