using System.Collections.Concurrent;
using TorchSharp;

namespace Clt.Kernels.Tests.Libtorch;

/// <summary>Numbers in tensor arithmetic while memory is collected: TorchSharp frees some before libtorch has read them.</summary>
public sealed class ScalarLifetimeTests
{
    private const int Threads = 6;

    [Fact]
    public void No_number_is_freed_while_it_is_read()
    {
        var end = DateTime.UtcNow.AddSeconds(4);
        var wrong = new ConcurrentBag<string>();
        var threads = Enumerable.Range(1, Threads).Select(i => new Thread(() => Compute(i, end, wrong))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        wrong.ShouldBeEmpty();
    }

    private static void Compute(int thread, DateTime end, ConcurrentBag<string> wrong)
    {
        using var none = torch.no_grad();
        using var one = torch.ones(64);
        for (var i = 1; DateTime.UtcNow < end; i = i % 1000 + 1)
        {
            try
            {
                using var product = one * (thread * (double)i);
                using var sum = product + one;
                if (sum.data<float>()[0] != thread * i + 1)
                    wrong.Add($"{thread} × {i} + 1 is {sum.data<float>()[0]}");
            }
            catch (Exception problem)
            {
                wrong.Add(problem.Message);
            }

            // A few collections a second for each thread.
            GC.KeepAlive(new byte[2000]);
        }
    }
}
