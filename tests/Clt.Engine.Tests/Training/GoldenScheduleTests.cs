using System.Text.Json;
using Clt.Engine.Training.Schedules;
using Clt.Plugins.Training.Schedules;
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
                schedule
                    .Rate(step, total)
                    .ShouldBe(expected, 1e-15, $"{reference.GetProperty("name")} {reference.GetProperty("kwargs")} step {step}");
                step++;
            }

            step.ShouldBeGreaterThan(total);
            compared++;
        }

        compared.ShouldBeGreaterThan(0);
    }

    [GoldenFact("training/schedules.json")]
    public void Schedules_that_follow_the_validation_loss_have_the_reference_rates()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFolder.Golden, "training", "schedules.json")));
        var known = document.RootElement.GetProperty("schedules").EnumerateArray().Where(s => !IsOpenLoop(s)).ToArray();
        known.ShouldNotBeEmpty();
        foreach (var reference in known)
        {
            var schedule = Follow(reference);
            double[] losses = Doubles(reference, "metrics"),
                rates = Doubles(reference, "lr");
            for (var i = 0; i < rates.Length; i++)
            {
                var rate = schedule.Rate(new ScheduleStep(i, rates.Length, losses[..Math.Min(i, losses.Length)]));
                rate.ShouldBe(rates[i], 1e-15, $"{reference.GetProperty("kwargs")} step {i}");
            }

            rates.Distinct().Count().ShouldBeGreaterThan(1);
        }
    }

    private static bool IsOpenLoop(JsonElement schedule) => !schedule.TryGetProperty("metrics", out _);

    /// <summary>A schedule that follows the validation loss.</summary>
    private static Schedule Follow(JsonElement reference)
    {
        var (rate, kwargs) = (reference.GetProperty("base_lr").GetDouble(), reference.GetProperty("kwargs"));
        return reference.GetProperty("name").GetString() switch
        {
            "reduce_lr_on_plateau" => Plateau(rate, kwargs),
            "greedy" => new GreedySchedule(rate)
            {
                Factor = kwargs.GetProperty("factor").GetDouble(),
                Patience = kwargs.GetProperty("patience").GetInt32(),
                LeastRate = kwargs.GetProperty("min_lr").GetDouble(),
                GreatestRate = kwargs.GetProperty("max_lr").GetDouble(),
            },
            var other => throw new InvalidOperationException($"the reference has a schedule that is not known here: {other}"),
        };
    }

    private static double[] Doubles(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    private static PlateauSchedule Plateau(double rate, JsonElement kwargs)
    {
        double Number(string name, double otherwise) => kwargs.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        return new PlateauSchedule(rate)
        {
            Factor = Number("factor", 0.1),
            Patience = (int)Number("patience", 10),
            Threshold = Number("threshold", 1e-4),
            Absolute = kwargs.TryGetProperty("threshold_mode", out var mode) && mode.GetString() == "abs",
            Cooldown = (int)Number("cooldown", 0),
            LeastRate = Number("min_lr", 0),
        };
    }

    internal static Schedule Make(JsonElement reference)
    {
        var kwargs = reference.GetProperty("kwargs");
        double? Number(string name) => kwargs.TryGetProperty(name, out var value) ? value.GetDouble() : null;
        Ramp Shape(string name, Ramp otherwise) =>
            !kwargs.TryGetProperty(name, out var value)
                ? otherwise
                : value.GetString() switch
                {
                    "linear" => Ramp.Linear,
                    "cosine" => Ramp.Cosine,
                    _ => Ramp.OneMinusSquareRoot,
                };
        var rate = reference.GetProperty("base_lr").GetDouble();
        var warmup = reference.GetProperty("num_warmup_steps").GetDouble();
        return reference.GetProperty("name").GetString() switch
        {
            "constant" => new ConstantSchedule(rate),
            "constant_with_warmup" => new ConstantSchedule(rate, warmup),
            "linear" => new LinearSchedule(rate, warmup),
            "cosine" => new CosineSchedule(rate, warmup, 0, Number("num_cycles") ?? 0.5),
            "cosine_with_restarts" => new RestartsSchedule(rate, (int)(Number("num_cycles") ?? 1), warmup),
            "polynomial" => new PolynomialSchedule(rate, Number("power") ?? 1, warmup, (Number("lr_end") ?? 1e-7) / rate),
            "inverse_sqrt" => new InverseSquareRootSchedule(rate, warmup, Number("timescale")),
            "cosine_with_min_lr" => new CosineSchedule(rate, warmup, Number("min_lr_rate") ?? Number("min_lr")!.Value / rate),
            "cosine_warmup_with_min_lr" => new CosineFromStartSchedule(
                rate,
                Number("min_lr_rate")!.Value,
                warmup,
                Number("warmup_lr_rate")
            ),
            "warmup_stable_decay" => new StableDecaySchedule(
                rate,
                (int)Number("num_decay_steps")!.Value,
                warmup,
                Number("min_lr_ratio") ?? 0
            )
            {
                Stable = (int?)Number("num_stable_steps"),
                Rise = Shape("warmup_type", Ramp.Linear),
                Fall = Shape("decay_type", Ramp.Cosine),
            },
            var other => throw new InvalidOperationException($"the reference has a schedule that is not known here: {other}"),
        };
    }
}
