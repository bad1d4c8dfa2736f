namespace TorchSharp.Tests;

public class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_except_what_left()
    {
        using var outer = NewDisposeScope();
        Tensor kept, lost, detached;
        using (var inner = NewDisposeScope())
        {
            lost = zeros(1);
            kept = ones(1).MoveToOuterDisposeScope();
            detached = ones(1).DetachFromDisposeScope();
            inner.DisposablesCount.ShouldBe(1);
            inner.Contains(lost).ShouldBeTrue();
        }
        lost.IsInvalid.ShouldBeTrue();
        kept.IsInvalid.ShouldBeFalse();
        outer.Contains(kept).ShouldBeTrue();
        outer.Contains(detached).ShouldBeFalse();
        detached.Dispose();
    }

    [Fact]
    public void Statistics_count_every_way_of_making_and_ending()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        var outside = zeros(1);
        using (var scope = NewDisposeScope())
        {
            var first = zeros(1);
            zeros(1).Dispose();
            var third = scope.Detach(zeros(1));
            scope.Attach(outside);
            statistics.ThreadTotalLiveCount.ShouldBe(3);
            statistics.CreatedOutsideScopeCount.ShouldBe(1);
            statistics.CreatedInScopeCount.ShouldBe(3);
            statistics.DisposedInScopeCount.ShouldBe(1);
            statistics.DetachedFromScopeCount.ShouldBe(1);
            statistics.AttachedToScopeCount.ShouldBe(1);
            third.Dispose();
            statistics.DisposedOutsideScopeCount.ShouldBe(1);
            first.IsInvalid.ShouldBeFalse();
        }
        outside.IsInvalid.ShouldBeTrue();
        statistics.ThreadTotalLiveCount.ShouldBe(0);
        statistics.TensorStatistics.DisposedInScopeCount.ShouldBe(3);
    }

    [Fact]
    public void Everything_but_what_is_kept_goes_at_once()
    {
        using var scope = NewDisposeScope();
        var a = zeros(1);
        var b = zeros(1);
        var c = zeros(1);
        scope.DisposeEverythingBut(a, c);
        (a.IsInvalid, b.IsInvalid, c.IsInvalid).ShouldBe((false, true, false));
        scope.DisposeEverything();
        scope.DisposablesCount.ShouldBe(0);
    }

    [Fact]
    public void An_exception_leaves_no_tensor_behind()
    {
        var statistics = DisposeScopeManager.Statistics;
        long before = statistics.ThreadTotalLiveCount;
        for (int i = 0; i < 5; i++)
        {
            Should.Throw<Exception>(() =>
            {
                using var scope = NewDisposeScope();
                var a = zeros(2, 3) + 1;
                return a.matmul(a);
            });
        }
        statistics.ThreadTotalLiveCount.ShouldBe(before);
        WrappedTensorDisposeScope(() => zeros(1) + 1).Dispose();
        statistics.ThreadTotalLiveCount.ShouldBe(before);
    }

    [Fact]
    public void The_finalizer_frees_forgotten_tensors()
    {
        long before = Tensor.TotalCount;
        Forget();
        for (int i = 0; i < 10 && Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Tensor.TotalCount.ShouldBeLessThanOrEqualTo(before);
        Tensor.PeakCount.ShouldBeGreaterThanOrEqualTo(before + 50);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget()
    {
        for (int i = 0; i < 50; i++)
            _ = zeros(10);
    }
}
