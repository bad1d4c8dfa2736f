using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary>Serialisation of a study's results, made at compile time so that a run starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ResultSet))]
[JsonSerializable(typeof(StoredScore))]
internal sealed partial class ResultSetJson : JsonSerializerContext;
