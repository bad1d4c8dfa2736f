using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Formats.Files;

namespace Clt.Results.Store;

/// <summary>Serialisation of what a cell's folder and a study's history keep, made at compile time so that a run starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(CellResult))]
[JsonSerializable(typeof(StoredScore))]
[JsonSerializable(typeof(ScoreTables))]
[JsonSerializable(typeof(PredictionLine))]
[JsonSerializable(typeof(IReadOnlyList<OverlongPart>))]
[JsonSerializable(typeof(MeasuredRun))]
[JsonSerializable(typeof(SortedDictionary<string, FileSum>))]
internal sealed partial class ResultJson : JsonSerializerContext;
