using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;
using Clt.Results.Store;
using Clt.Running.Prompts;

namespace Clt.Running.Training;

/// <summary>
/// A training example as the model sees it, with what is a target of the loss: a line of <c>examples.jsonl</c> in a training's folder,
/// which keeps the first few of each task and language for people to look at.
/// </summary>
/// <param name="Task">The task's name.</param>
/// <param name="Language">The language's code.</param>
/// <param name="Item">The item.</param>
/// <param name="Pieces">Tokens, or segments where the model does not continue the text.</param>
public sealed record TrainedExample(string Task, string Language, string Item, IReadOnlyList<PromptPiece> Pieces)
{
    /// <summary>Letters of all scripts as they are: people read these files.</summary>
    private static readonly TrainedExampleJson Readable = new(
        new JsonSerializerOptions(TrainedExampleJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = null,
        }
    );

    private const int EachLanguage = 4;
    private const int Most = 160;
    private const int MostPieces = 2000;

    /// <summary>Keeps the first of each task and language. The training does not depend on it.</summary>
    /// <param name="folder">The training's folder.</param>
    /// <param name="examples">All that is trained on, in order.</param>
    /// <param name="tokenizer">The tokenizer of a model that continues the text; null for others.</param>
    internal static void Keep(CellFolder folder, IEnumerable<Example> examples, HubTokenizer? tokenizer)
    {
        var chosen = examples.GroupBy(e => (e.Task, e.Language.Code)).SelectMany(g => g.Take(EachLanguage)).Take(Most);
        try
        {
            AtomicFile.WriteText(folder.Examples, string.Concat(chosen.Select(e => Line(e, tokenizer) + "\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only people look here.
        }
    }

    /// <summary>What a training's folder keeps; a line that is broken ends it.</summary>
    public static IEnumerable<TrainedExample> Read(CellFolder folder)
    {
        foreach (var line in File.Exists(folder.Examples) ? File.ReadLines(folder.Examples) : [])
        {
            TrainedExample? read;
            try
            {
                read = JsonSerializer.Deserialize(line, TrainedExampleJson.Default.TrainedExample);
            }
            catch (JsonException)
            {
                yield break;
            }

            if (read is not null)
                yield return read;
        }
    }

    private static string Line(Example example, HubTokenizer? tokenizer)
    {
        var pieces = PromptView.Of(example, tokenizer).Pieces.Take(MostPieces);
        var kept = new TrainedExample(example.Task, example.Language.Code, example.ItemId, [.. pieces]);
        return JsonSerializer.Serialize(kept, Readable.TrainedExample);
    }
}

/// <summary>Serialisation of it, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainedExample))]
internal sealed partial class TrainedExampleJson : JsonSerializerContext;
