namespace TorchSharp.Tests;

public class RandomTests
{
    [Fact]
    public void One_seed_gives_one_sequence()
    {
        using var scope = NewDisposeScope();
        manual_seed(42).Dispose();
        var first = Check.Floats(randn(5));
        manual_seed(42).Dispose();
        Check.Floats(randn(5)).ShouldBe(first);
        Check.Floats(randn(5)).ShouldNotBe(first);
        random.initial_seed().ShouldBe(42);
    }

    [Fact]
    public void A_saved_state_brings_the_same_numbers_back()
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state();
        var first = Check.Floats(rand(3));
        var noise = Check.Floats(randn(7));
        set_rng_state(state);
        Check.Floats(rand(3)).ShouldBe(first);
        Check.Floats(randn(7)).ShouldBe(noise);
    }

    [Fact]
    public void A_generator_of_its_own_leaves_the_default_one_alone()
    {
        using var scope = NewDisposeScope();
        using var own = new Generator(7);
        var state = own.get_state();
        var before = get_rng_state();
        var first = Check.Floats(randn([4], generator: own));
        Check.Floats(zeros(4).uniform_(0, 1, own)).ShouldNotBe(first);
        var picked = Check.Floats(ones(10).multinomial(3, generator: own));
        get_rng_state().Equals(before).ShouldBeTrue();
        own.set_state(state);
        Check.Floats(randn([4], generator: own)).ShouldBe(first);
        zeros(4).uniform_(0, 1, own);
        Check.Floats(ones(10).multinomial(3, generator: own)).ShouldBe(picked);
        own.manual_seed(7).initial_seed().ShouldBe(7);
        Check.Floats(randn([4], generator: own)).ShouldBe(first);
    }

    [Fact]
    public void Draws_stay_in_their_ranges()
    {
        using var scope = NewDisposeScope();
        var whole = randint(3, 7, new long[] { 1000 });
        whole.min().item<long>().ShouldBe(3);
        whole.max().item<long>().ShouldBe(6);
        randperm(50).sort().Values.Equals(arange(50)).ShouldBeTrue();
        rand(1000).mean().item<float>().ShouldBe(0.5f, 0.1f);
        full([1000], 0.25).bernoulli().mean().item<float>().ShouldBe(0.25f, 0.1f);
    }

    [Fact]
    public void Threads_can_be_set_and_read()
    {
        int before = get_num_threads();
        set_num_threads(1);
        get_num_threads().ShouldBe(1);
        set_num_threads(before);
        get_num_threads().ShouldBe(before);
    }

    [Fact]
    public void Devices_are_named_and_parsed()
    {
        new Device("cuda:1").ToString().ShouldBe("cuda:1");
        new Device("cpu").type.ShouldBe(DeviceType.CPU);
        Should.Throw<ArgumentException>(() => new Device("gpu"));
        Should.Throw<ArgumentException>(() => new Device("cuda:x"));
        using var t = zeros(1);
        t.device.ToString().ShouldBe("cpu");
        cuda.device_count().ShouldBeGreaterThanOrEqualTo(0);
        if (!cuda.is_available())
            Should.Throw<InvalidOperationException>(() => t.cuda()).Message.ShouldContain("CUDA");
    }
}
