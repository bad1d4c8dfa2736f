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

    /// <summary>Passes that run, on all threads.</summary>
    private static int passes;

    /// <summary>Adds the gradients of a scalar to its leaves.</summary>
    public static void Backward(Tensor loss) => Guard(() => loss.backward());

    /// <summary>The same from given gradients of several tensors.</summary>
    public static void Backward(IList<Tensor> outputs, IList<Tensor> gradients) => Guard(() => autograd.backward(outputs, gradients));

    /// <summary>Gradients of inputs, which are returned instead of added; null where an input does not matter.</summary>
    /// <param name="outputs">Without gradients of their own they are scalars.</param>
    /// <param name="inputs">Each once.</param>
    /// <param name="gradients">Of the outputs.</param>
    public static Tensor?[] Gradients(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? gradients = null)
    {
        // Not by autograd.grad: an error in its pass ends the process, since LibTorchSharp 0.107 does not catch it.
        Tensor?[] kept = [.. inputs.Select(Added)];
        foreach (var input in inputs)
            input.grad = null;
        try
        {
            Guard(() => autograd.backward(outputs, gradients, inputs: inputs));
            return [.. inputs.Select(Added)];
        }
        finally
        {
            for (var i = 0; i < kept.Length; i++)
            {
                inputs[i].grad = kept[i];
                kept[i]?.Dispose();
            }
        }
    }

    private static Tensor? Added(Tensor input) => input.grad is { IsInvalid: false } gradient ? gradient : null;

    internal static void Remember(Exception error)
    {
        if (depth > 0)
            thrown ??= error;
        else
            Interlocked.CompareExchange(ref thrownElsewhere, error, null);
    }

    private static void Guard(Action pass)
    {
        // What an unguarded pass threw before is nobody's.
        if (Interlocked.Increment(ref passes) == 1)
            thrownElsewhere = null;
        ++depth;
        try
        {
            pass();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            if (Taken() is { } first)
                ExceptionDispatchInfo.Throw(first);
            throw;
        }
        finally
        {
            --depth;
            Interlocked.Decrement(ref passes);
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
