using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Clt.Kernels.Libtorch;

/// <summary>Backpropagation through graphs that hold functions of ours: what they throw reaches the caller as it was thrown.</summary>
public static class Autograd
{
    [ThreadStatic]
    private static int depth;

    [ThreadStatic]
    private static Exception? thrown;

    /// <summary>Thrown on a thread of libtorch's, which differentiates on devices.</summary>
    private static Exception? thrownElsewhere;

    /// <summary>Adds the gradients of a scalar to its leaves.</summary>
    public static void Backward(Tensor loss) => Guard(() => loss.backward());

    /// <summary>The same from given gradients of several tensors.</summary>
    public static void Backward(IList<Tensor> outputs, IList<Tensor> gradients) => Guard(() => autograd.backward(outputs, gradients));

    /// <summary>Gradients of inputs, which are returned instead of added; null where an input does not matter.</summary>
    public static Tensor?[] Gradients(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? gradients = null)
    {
        Tensor?[] found = [];
        Guard(() => found = [.. autograd.grad(outputs, inputs, gradients, allow_unused: true)]);
        return [.. found.Select(g => g is null || g.IsInvalid ? null : g)];
    }

    internal static void Remember(Exception error)
    {
        if (depth > 0) thrown ??= error;
        else Interlocked.CompareExchange(ref thrownElsewhere, error, null);
    }

    private static void Guard(Action pass)
    {
        ++depth;
        try
        {
            pass();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            if (Taken() is { } first) ExceptionDispatchInfo.Throw(first);
            throw;
        }
        finally
        {
            --depth;
            AutogradSlot.FreeReturned();
        }
    }

    private static Exception? Taken()
    {
        var first = thrown ?? Interlocked.Exchange(ref thrownElsewhere, null);
        thrown = null;
        return first;
    }
}
