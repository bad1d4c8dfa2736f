using System.Text.Json.Serialization;
using System.Text.Json;

namespace Clt.Studies;

/// <summary>Serialisation of what the store keeps, made at compile time so that a run starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CellResult))]
[JsonSerializable(typeof(ResultSet))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(PredictionLine))]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(LaunchReport))]
[JsonSerializable(typeof(MachineRates))]
[JsonSerializable(typeof(StudyPlan))]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class ResultJson : JsonSerializerContext;
