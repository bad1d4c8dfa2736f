using Clt.Engine.Optimizers;
using Clt.Kernels;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Optimizers;

public class FlatOptimizerTests
{
    private static readonly FlatRange[] Ranges =
    [
        new(0, 30_000, 0.1, Columns: 300),
        new(30_000, 100, 0),
        new(30_200, 20_000, 0.01, 0.5, Columns: 50),
        new(50_208, 1, 0.1),
    ];

    public static TheoryData<OptimizerSettings> All =>
        new(
            new AdamWSettings { Beta2 = 0.95 },
            new AdamWSettings { AmsGrad = true },
            new AdamWSettings { CoupledDecay = true, CorrectBias = false },
            new SgdSettings(),
            new SgdSettings { Momentum = 0.9, Dampening = 0.3 },
            new SgdSettings { Momentum = 0.8, Nesterov = true },
            new LionSettings(),
            new AdafactorSettings(),
            new AdafactorSettings { RelativeStep = true, WarmupInit = true },
            new AdafactorSettings { ScaleParameter = false, Beta1 = 0.9 },
            new NAdamSettings(),
            new RAdamSettings(),
            new AdagradSettings(),
            new AdadeltaSettings(),
            new RmsPropSettings { Centered = true, Momentum = 0.9 },
            new MuonSettings()
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Ten_steps_are_those_of_the_composed_operations(OptimizerSettings settings)
    {
        using var scope = NewDisposeScope();
        Tensor start = Normal(60_000, 1),
            fused = start.clone(),
            composed = start.clone(),
            mirror = start.to_type(ScalarType.BFloat16);
        using var a = settings.Over(fused, Ranges);
        using var b = settings.Over(composed, Ranges);
        for (var step = 0; step < 10; step++)
        {
            var gradient = Normal(60_000, (ulong)(2 + step));
            a.Step(gradient.clone(), 1e-2, 0.7, mirror: mirror);
            using var reference = Ops.UseReference();
            b.Step(gradient.clone(), 1e-2, 0.7);
        }

        // Where Lion's direction is nearly 0, its sign may differ: a step of the rate.
        if (settings is LionSettings)
            (fused - composed).abs().mean().item<float>().ShouldBeLessThan(1e-6f);
        else
            Compare.Same(fused, composed, 1e-5, "parameters");
        a.State.Select(s => s.Key).ShouldBe(b.State.Select(s => s.Key));
        foreach (var (one, other) in a.State.Zip(b.State))
            Compare.Same(one.Value, other.Value, 1e-5, one.Key);
        fused.narrow(0, 30_100, 100).Equals(start.narrow(0, 30_100, 100)).ShouldBeTrue("a part in no range stays");
        mirror.narrow(0, 0, 30_000).Equals(fused.narrow(0, 0, 30_000).to_type(ScalarType.BFloat16)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_gradient_is_cleared_where_asked(OptimizerSettings settings)
    {
        using var scope = NewDisposeScope();
        Tensor p = Normal(100, 1),
            g = ones(100);
        using var optimizer = settings.Over(p, [new(0, 60, 0, Columns: 6)]);
        optimizer.Step(g, 1e-3, clearGradient: true);
        g.sum().item<float>().ShouldBe(40);
        optimizer.Steps.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Norm_and_step_do_not_depend_on_threads(OptimizerSettings settings)
    {
        using var scope = NewDisposeScope();
        Tensor g = Normal(300_000, 2),
            start = Normal(300_000, 3);
        FlatOptimizer.GradNorm(g).ShouldBe(g.to_type(ScalarType.Float64).norm().item<double>(), 1e-9);
        var before = get_num_threads();
        var results = new List<(double Norm, Tensor P)>();
        foreach (var threads in new[] { 1, 2 })
        {
            set_num_threads(threads);
            var p = start.clone();
            using var optimizer = settings.Over(p, [new(0, 300_000, 0.1, Columns: 1000)]);
            results.Add((FlatOptimizer.GradNorm(g), p));
            optimizer.Step(g.clone(), 1e-3);
        }

        set_num_threads(before);
        results[0].Norm.ShouldBe(results[1].Norm);
        // Products of matrices are the BLAS's, which rounds otherwise where it splits them otherwise.
        if (settings is MuonSettings)
            Compare.Same(results[0].P, results[1].P, 1e-5, "parameters");
        else
            results[0].P.Equals(results[1].P).ShouldBeTrue();
    }

    [Fact]
    public void Parts_of_a_buffer_alone_are_stepped_to_the_bits_of_the_whole()
    {
        using var scope = NewDisposeScope();
        OptimizerSettings[] all = [new AdamWSettings(), new LionSettings(), new SgdSettings { Momentum = 0.9 }];
        foreach (var settings in all)
        {
            Tensor whole = Normal(20_011, 1),
                parts = whole.clone(),
                gradient = Normal(20_011, 2);
            using var one = settings.Over(whole, [new(0, 20_011, 0.1)]);
            using var many = settings.Over(parts, [new(0, 7, 0.1), new(7, 19_000, 0.1), new(19_007, 1_004, 0.1)]);
            for (var step = 0; step < 3; step++)
            {
                one.Step(gradient.clone(), 1e-2);
                many.Step(gradient.clone(), 1e-2);
            }

            parts.Equals(whole).ShouldBeTrue(settings.GetType().Name);
        }
    }

    [Fact]
    public void Ranges_outside_the_buffer_and_broken_rows_are_errors()
    {
        using var scope = NewDisposeScope();
        foreach (var range in new FlatRange[] { new(5, 6, 0), new(-1, 2, 0), new(0, 10, 0, Columns: 3), new(0, 10, 0, Columns: 0) })
            Should.Throw<ArgumentOutOfRangeException>(() => new FlatAdamW(zeros(10), [range]));
    }

    [Fact]
    public void A_gradient_of_another_length_or_type_is_an_error()
    {
        using var scope = NewDisposeScope();
        using var sgd = new FlatSgd(zeros(10), [new(0, 10, 0)], new SgdSettings());
        foreach (var gradient in new[] { zeros(9), zeros(10, dtype: ScalarType.Float64) })
            Should.Throw<ArgumentException>(() => sgd.Step(gradient, 1e-3)).Message.ShouldContain("gradient");
    }

    [Fact]
    public void Impossible_numbers_are_listed()
    {
        new AdamWSettings
        {
            Beta1 = 1,
            Beta2 = -1,
            Epsilon = 0,
        }
            .Problems()
            .Count()
            .ShouldBe(3);
        new SgdSettings { Momentum = 1, Dampening = 2 }
            .Problems()
            .Count()
            .ShouldBe(2);
        new SgdSettings { Nesterov = true }
            .Problems()
            .Count()
            .ShouldBe(1);
        new LionSettings { Beta1 = double.NaN, Beta2 = 1 }
            .Problems()
            .Count()
            .ShouldBe(2);
        new AdafactorSettings
        {
            Beta1 = 1,
            DecayRate = 0,
            ClipThreshold = 0,
            Epsilon = 0,
            WarmupInit = true,
        }
            .Problems()
            .Count()
            .ShouldBe(5);
        new NAdamSettings
        {
            Beta1 = 1,
            Beta2 = 1,
            Epsilon = 0,
            MomentumDecay = -1,
        }
            .Problems()
            .Count()
            .ShouldBe(4);
        new RAdamSettings
        {
            Beta1 = 1,
            Beta2 = 1,
            Epsilon = 0,
        }
            .Problems()
            .Count()
            .ShouldBe(3);
        new RmsPropSettings
        {
            Alpha = 1,
            Momentum = 1,
            Epsilon = 0,
        }
            .Problems()
            .Count()
            .ShouldBe(3);
        new AdagradSettings { RateDecay = -1, Epsilon = 0 }
            .Problems()
            .Count()
            .ShouldBe(2);
        new AdadeltaSettings { Rho = 1, Epsilon = 0 }
            .Problems()
            .Count()
            .ShouldBe(2);
        new MuonSettings
        {
            Momentum = 1,
            Iterations = 0,
            Beta1 = 1,
            Beta2 = 1,
            Epsilon = 0,
        }
            .Problems()
            .Count()
            .ShouldBe(5);
    }

    [Fact]
    public void Muon_takes_AdamWs_step_outside_layers_and_makes_their_matrices_orthogonal()
    {
        using var scope = NewDisposeScope();
        Tensor p = Normal(40, 1),
            adam = p.clone();
        FlatRange table = new(24, 6, 0.1, Columns: 3) { IsTable = true };
        using var muon = new MuonSettings { Beta2 = 0.99 }.Over(p, [new(0, 24, 0, Columns: 6), table, new(30, 10, 0.1)]);
        using var reference = new AdamWSettings { Beta2 = 0.99 }.Over(adam, [new(24, 16, 0.1)]);
        for (var step = 0; step < 3; step++)
        {
            var gradient = Normal(40, (ulong)(2 + step));
            muon.Step(gradient.clone(), 1e-2);
            reference.Step(gradient.clone(), 1e-2);
        }

        Compare.Same(p.narrow(0, 24, 16), adam.narrow(0, 24, 16), 1e-6, "a table and vectors");
        var rows = FlatMuon.Orthogonal(Normal(24, 9).view(4, 6), 5);
        (rows.mm(rows.t()) - eye(4)).abs().max().item<float>().ShouldBeLessThan(0.6f);
    }

    [Fact]
    public void NAdam_goes_on_from_any_step_as_if_it_had_not_stopped()
    {
        using var scope = NewDisposeScope();
        Tensor p = Normal(50, 1);
        using var whole = new NAdamSettings().Over(p, [new(0, 50, 0)]);
        for (var step = 0; step < 3; step++)
            whole.Step(Normal(50, (ulong)step), 1e-2);
        var resumed = p.clone();
        using var second = new NAdamSettings().Over(resumed, [new(0, 50, 0)]);
        second.Steps = whole.Steps;
        foreach (var (mine, theirs) in second.State.Zip(whole.State))
            mine.Value.copy_(theirs.Value);

        whole.Step(Normal(50, 9), 1e-2);
        second.Step(Normal(50, 9), 1e-2);

        resumed.Equals(p).ShouldBeTrue();
    }

    private static Tensor Normal(long count, ulong seed)
    {
        using var generator = new Generator(seed);
        return randn(count, generator: generator);
    }
}
