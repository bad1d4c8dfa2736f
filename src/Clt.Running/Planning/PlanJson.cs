using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clt.Running.Planning;

/// <summary>Serialisation of plans, made at compile time so that a run starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StudyPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
