namespace TorchSharp.Tests;

public class ModuleTests
{
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first = nn.Linear(3, 4);
        private readonly Parameter scale = nn.Parameter(ones(4));
        private readonly Tensor shift = zeros(4);

        [Utils.ComponentName(Name = "stack")]
        private readonly ModuleList<nn.Module<Tensor, Tensor>> layers = nn.ModuleList<nn.Module<Tensor, Tensor>>(nn.ReLU(), nn.Linear(4, 2));

        internal Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var hidden = (first.call(input) * scale) + shift;
            foreach (var layer in layers)
                hidden = layer.call(hidden);
            return hidden;
        }
    }

    [Fact]
    public void Fields_become_components_under_their_names()
    {
        using var block = new Block();
        block.named_parameters().Select(p => p.name).Order().ShouldBe(
            ["first.bias", "first.weight", "scale", "stack.1.bias", "stack.1.weight"]);
        block.named_buffers().Select(b => b.name).ShouldBe(["shift"]);
        block.state_dict().Count.ShouldBe(6);
        block.get_parameter("stack.1.bias")!.shape.ShouldBe([2]);
        block.has_parameter("stack.0.bias").ShouldBeFalse();
        block.named_modules().Select(m => m.name).ShouldBe(["first", "stack", "stack.0", "stack.1"]);
    }

    [Fact]
    public void Training_mode_reaches_every_part()
    {
        using var block = new Block();
        block.training.ShouldBeTrue();
        block.eval();
        block.modules().ShouldAllBe(module => !module.training);
        block.train();
        block.modules().ShouldAllBe(module => module.training);
    }

    [Fact]
    public void State_moves_from_one_module_to_another()
    {
        using var scope = NewDisposeScope();
        using var one = new Block();
        using var two = new Block();
        var x = randn(5, 3);
        two.load_state_dict(one.state_dict());
        two.call(x).Equals(one.call(x)).ShouldBeTrue();
        var lacking = one.state_dict();
        lacking.Remove("scale");
        Should.Throw<InvalidOperationException>(() => two.load_state_dict(lacking)).Message.ShouldContain("scale");
        two.load_state_dict(lacking, strict: false).missing_keys.ShouldBe(["scale"]);
    }

    [Fact]
    public void A_change_of_type_keeps_the_parameters_themselves()
    {
        using var scope = NewDisposeScope();
        using var block = new Block();
        var before = block.parameters().ToList();
        block.call(randn(1, 3)).sum().backward();
        block.to(bfloat16);
        block.to(bfloat16).get_parameter("scale")!.grad!.dtype.ShouldBe(ScalarType.BFloat16);
        block.parameters().ShouldBe(before, ReferenceEqualityComparer.Instance);
        block.parameters().ShouldAllBe(p => p.dtype == ScalarType.BFloat16 && p.requires_grad);
        block.call(randn([1, 3], bfloat16)).dtype.ShouldBe(ScalarType.BFloat16);
    }

    [Fact]
    public void A_shared_parameter_is_listed_once()
    {
        using var one = nn.Linear(2, 2, hasBias: false);
        using var both = nn.ModuleList(one, nn.Linear(one.weight));
        both.parameters().Count().ShouldBe(1);
        both.state_dict().Count.ShouldBe(2);
    }

    [Fact]
    public void Disposing_a_module_frees_its_parameters()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (new Block())
            DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(before + 6);
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(before);
    }

    [Fact]
    public void Hooks_change_what_goes_in_and_comes_out_until_they_are_removed()
    {
        using var scope = NewDisposeScope();
        using var module = nn.ReLU();
        var before = module.register_forward_pre_hook((_, x) => x + 1);
        var after = module.register_forward_hook((_, _, y) => y * 10);
        Check.Holds(module.call(tensor(new[] { -2f, 1f })), 0, 20);
        before.remove();
        after.remove();
        Check.Holds(module.call(tensor(new[] { -2f, 1f })), 0, 1);
    }

    [Fact]
    public void A_list_names_its_modules_by_position_through_every_change()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1), nn.Linear(2, 2));
        list.Insert(1, nn.Linear(3, 3));
        list.named_children().Select(c => c.name).ShouldBe(["0", "1", "2"]);
        list.get_parameter("1.bias")!.shape.ShouldBe([3]);
        var last = list[2];
        list.Remove(last).ShouldBeTrue();
        last.Dispose();
        list.Count.ShouldBe(2);
        list.has_parameter("2.bias").ShouldBeFalse();
    }

    [Fact]
    public void Gradients_are_forgotten_or_zeroed()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(2, 1);
        linear.call(ones(1, 2)).sum().backward();
        linear.zero_grad(set_to_none: false);
        Check.Holds(linear.weight.grad!, 0, 0);
        linear.zero_grad();
        linear.weight.grad.ShouldBeNull();
    }

    [Fact]
    public void A_pretrained_embedding_shares_its_table_and_may_be_frozen()
    {
        using var scope = NewDisposeScope();
        var table = tensor(new float[,] { { 1, 2 }, { 3, 4 } });
        using var frozen = nn.Embedding_from_pretrained(table);
        frozen.weight.requires_grad.ShouldBeFalse();
        table.requires_grad.ShouldBeFalse();
        Check.Holds(frozen.call(tensor(new[] { 1L })), 3, 4);
    }

    [Fact]
    public void Names_are_given_once()
    {
        using var block = new Block();
        using var spare = nn.Parameter(zeros(1));
        Should.Throw<InvalidOperationException>(() => block.register_parameter("scale", spare));
        Should.Throw<ArgumentException>(() => block.register_parameter("a.b", spare));
        Should.Throw<InvalidOperationException>(() => nn.ReLU().register_parameter("p", spare));
        Should.Throw<ArgumentException>(() => block.register_module("self", block));
    }
}
