using System.Text.Json;
using Clt.Engine.Training;
using Clt.Testing;

namespace Clt.Engine.Tests.Training;

/// <summary>Learning rates against transformers' get_scheduler.</summary>
public sealed class GoldenScheduleTests
{
    [GoldenFact("training/schedules.json")]
    public void Every_schedule_has_the_reference_rates()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFolder.Golden, "training", "schedules.json")));
        var compared = 0;
        foreach (var reference in document.RootElement.GetProperty("schedules").EnumerateArray().Where(IsOpenLoop))
        {
            var schedule = Make(reference);
            var total = reference.GetProperty("num_training_steps").GetInt32();
            var step = 0;
            foreach (var expected in reference.GetProperty("lr").EnumerateArray().Select(r => r.GetDouble()))
            {
                schedule.Rate(step, total)
                    .ShouldBe(expected, 1e-15, $"{reference.GetProperty("name")} {reference.GetProperty("kwargs")} step {step}");
                step++;
            }

            step.ShouldBeGreaterThan(total);
            compared++;
        }

        compared.ShouldBeGreaterThan(0);
    }

    /// <summary>Schedules that follow the validation loss (they list <c>metrics</c>) are not functions of the step.</summary>
    [SkippedSchedules]
    public void Schedules_that_follow_a_metric()
    {
    }

    private static bool IsOpenLoop(JsonElement schedule) => !schedule.TryGetProperty("metrics", out _);

    /// <summary>Names what is not compared, where a test run shows it.</summary>
    private sealed class SkippedSchedulesAttribute : GoldenFactAttribute
    {
        public SkippedSchedulesAttribute()
            : base("training/schedules.json")
        {
            if (Skip is not null) return;
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFolder.Golden, "training", "schedules.json")));
            var names = document.RootElement.GetProperty("schedules").EnumerateArray().Where(s => !IsOpenLoop(s))
                .Select(s => s.GetProperty("name").GetString());
            Skip = $"needs the validation loss, which no schedule here follows: {string.Join(", ", names.Distinct())}";
        }
    }

    internal static Schedule Make(JsonElement reference)
    {
        var kwargs = reference.GetProperty("kwargs");
        double? Number(string name) => kwargs.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        Ramp Shape(string name, Ramp otherwise) => !kwargs.TryGetProperty(name, out var value) ? otherwise
            : value.GetString() switch { "linear" => Ramp.Linear, "cosine" => Ramp.Cosine, _ => Ramp.OneMinusSquareRoot };
        var rate = reference.GetProperty("base_lr").GetDouble();
        var warmup = reference.GetProperty("num_warmup_steps").GetDouble();
        return reference.GetProperty("name").GetString() switch
        {
            "constant" => Schedules.Constant(rate),
            "constant_with_warmup" => Schedules.Constant(rate, warmup),
            "linear" => Schedules.Linear(rate, warmup),
            "cosine" => Schedules.Cosine(rate, warmup, Number("num_cycles") ?? 0.5),
            "cosine_with_restarts" => Schedules.CosineWithRestarts(rate, (int)(Number("num_cycles") ?? 1), warmup),
            "polynomial" => Schedules.Polynomial(rate, Number("lr_end") ?? 1e-7, Number("power") ?? 1, warmup),
            "inverse_sqrt" => Schedules.InverseSquareRoot(rate, Number("timescale"), warmup),
            "cosine_with_min_lr" => Schedules.CosineToFloor(rate, Number("min_lr_rate") ?? Number("min_lr")!.Value / rate, warmup),
            "cosine_warmup_with_min_lr" => Schedules.CosineFromStart(rate, Number("min_lr_rate")!.Value, warmup, Number("warmup_lr_rate")),
            "warmup_stable_decay" => Schedules.WarmupStableDecay(
                rate, (int)Number("num_decay_steps")!.Value, warmup, (int?)Number("num_stable_steps"), Number("min_lr_ratio") ?? 0,
                Shape("warmup_type", Ramp.Linear), Shape("decay_type", Ramp.Cosine)),
            var other => throw new InvalidOperationException($"the reference has a schedule that is not known here: {other}"),
        };
    }
}
