using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clt.Running.Launching;

/// <summary>Serialisation of what workers and their host exchange, made at compile time so that a run starts fast.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(LaunchReport))]
internal sealed partial class WorkerJson : JsonSerializerContext;
