using Clt.Fuzz.Tests.Kinds;
using Clt.Fuzz.Tests.Running;
using Xunit.Abstractions;

// Inputs are timed and their memory counted, and verbs' output is caught.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Clt.Fuzz.Tests;

/// <summary>However a file that people bring is damaged, it is read or refused with a message; nothing else happens.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const ulong Seed = 20261130;

    public static TheoryData<string> Kinds => new(AllKinds.Names);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_corpus_is_read_as_it_is(string kind) => new FuzzRun(AllKinds.Of(kind)).ReadCorpus().ShouldBeGreaterThan(0);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_inputs(string kind) => Run(kind, AllKinds.Of(kind).Inputs.Suite);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Kinds))]
    public void Very_many_damaged_inputs(string kind) => Run(kind, AllKinds.Of(kind).Inputs.Slow);

    private void Run(string kind, int inputs)
    {
        var counts = new FuzzRun(AllKinds.Of(kind)).Run(inputs, Seed);
        output.WriteLine($"{kind}: {counts.Read} read, {counts.Refused} refused");
        output.WriteLine($"at most {Math.Max(0, counts.MostMemory):0} bytes a byte of the input");
        counts.All.ShouldBe(inputs);
        // A reader that notices nothing reads nothing, and damage that is always noticed never comes far.
        if (AllKinds.Of(kind).Refuses)
            counts.Refused.ShouldBeGreaterThan(inputs / 50);
        counts.Read.ShouldBeGreaterThan(0);
    }
}
