namespace TorchSharp.Tests;

public class TrainingTests
{
    private sealed class Mlp : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first = nn.Linear(4, 16);
        private readonly LayerNorm norm = nn.LayerNorm(16);
        private readonly Linear second = nn.Linear(16, 3);

        internal Mlp()
            : base(nameof(Mlp)) => RegisterComponents();

        public override Tensor forward(Tensor input) => second.call(nn.functional.silu(norm.call(first.call(input))));
    }

    [Fact]
    public void Two_hundred_steps_learn_and_leave_no_tensor_behind()
    {
        using var _ = manual_seed(1);
        using var mlp = new Mlp();
        using var optimizer = optim.AdamW(mlp.parameters(), lr: 0.02);
        using var x = randn(32, 4);
        using var y = randint(3, new long[] { 32 });
        var losses = new List<float>();
        long flat = -1;
        for (int step = 0; step < 200; step++)
        {
            losses.Add(Step(mlp, optimizer, x, y));
            if (step == 1)
                flat = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(flat);
        losses[0].ShouldBeGreaterThan(0.8f);
        losses[^1].ShouldBeLessThan(0.1f);
    }

    [Fact]
    public void A_step_that_fails_half_way_leaves_no_tensor_behind()
    {
        using var mlp = new Mlp();
        using var optimizer = optim.SGD(mlp.parameters(), 0.1);
        using var x = randn(8, 4);
        using var wrong = zeros(5, dtype: int64);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 0; step < 20; step++)
            Should.Throw<System.Runtime.InteropServices.ExternalException>(() => Step(mlp, optimizer, x, wrong));
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(before);
    }

    [Fact]
    public void AdamW_moves_by_the_hand_computed_amounts()
    {
        using var p = nn.Parameter(tensor(new[] { 1.0, -2.0 }));
        using var optimizer = optim.AdamW([p], lr: 0.1, weight_decay: 0.5);
        double m = 0, v = 0, w = 1;
        for (int t = 1; t <= 3; t++)
        {
            double g = 2 * w;
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            w = (w * (1 - (0.1 * 0.5))) - (0.1 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8));
            optimizer.zero_grad();
            using var scope = NewDisposeScope();
            (p * p).sum().backward();
            optimizer.step();
            p.data<double>()[0].ShouldBe(w, 1e-12);
        }
    }

    [Fact]
    public void SGD_with_momentum_moves_by_the_hand_computed_amounts()
    {
        using var p = nn.Parameter(tensor(1.0));
        using var optimizer = optim.SGD([p], 0.1, momentum: 0.9, weight_decay: 0.01);
        double w = 1, velocity = 0;
        for (int t = 0; t < 3; t++)
        {
            double g = (3 * w * w) + (0.01 * w);
            velocity = t == 0 ? g : (0.9 * velocity) + g;
            w -= 0.1 * velocity;
            optimizer.zero_grad();
            using var scope = NewDisposeScope();
            p.pow(3).backward();
            optimizer.step();
            p.item<double>().ShouldBe(w, 1e-12);
        }
        optimizer.ParamGroups.Single().LearningRate.ShouldBe(0.1);
    }

    [Fact]
    public void Clipping_scales_the_gradients_to_the_norm_and_returns_the_one_before()
    {
        using var scope = NewDisposeScope();
        using var a = nn.Parameter(zeros(2));
        using var b = nn.Parameter(zeros(1));
        a.grad = tensor(new[] { 3f, 0f });
        b.grad = tensor(new[] { 4f });
        nn.utils.clip_grad_norm_([a, b], 1).ShouldBe(5, 1e-6);
        Check.Holds(a.grad!, 0.6f, 0);
        nn.utils.clip_grad_norm_([a, b], 10).ShouldBe(1, 1e-5);
        Check.Holds(b.grad!, 0.8f);
    }

    private static float Step(Mlp mlp, optim.Optimizer optimizer, Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(mlp.call(x), y);
        loss.backward();
        nn.utils.clip_grad_norm_(mlp.parameters(), 1);
        optimizer.step();
        return loss.item<float>();
    }
}
