using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clt.Running.Planning;

/// <summary>Serialisation of plans and the rates that they rest on, made at compile time so that a run starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StudyPlan))]
[JsonSerializable(typeof(MachineRates))]
internal sealed partial class PlanJson : JsonSerializerContext;
