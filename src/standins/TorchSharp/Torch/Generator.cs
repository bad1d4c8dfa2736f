using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of pseudo-random numbers whose state can be saved and put back.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        /// <summary>A generator of its own on the device (the CPU when none is named).</summary>
        public Generator(ulong seed = 0, Device? device = null)
            : this(NativeMethods.clt_generator_new((device ?? CPU).Packed, seed))
        {
        }

        private Generator(nint handle)
        {
            NativeError.Check(handle != 0);
            this.handle = handle;
        }

        ~Generator() => Dispose(false);

        /// <summary>The generator that CPU operators use when none is given.</summary>
        public static Generator Default => new(NativeMethods.clt_generator_default(CPU.Packed));

        public nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device => Device.Unpack(NativeMethods.clt_generator_device(Handle));

        /// <summary>The whole state, as a tensor of bytes.</summary>
        public Tensor get_state() => NativeError.Own(NativeMethods.clt_generator_get_state(Handle));

        public void set_state(Tensor value) => NativeError.Check(NativeMethods.clt_generator_set_state(Handle, value.Handle));

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.clt_generator_set_seed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>Seeds from the machine's entropy and returns the seed.</summary>
        public long seed() => (long)NativeMethods.clt_generator_reseed(Handle);

        public long initial_seed() => (long)NativeMethods.clt_generator_seed(Handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint given = Interlocked.Exchange(ref handle, 0);
            if (given != 0)
                NativeMethods.clt_generator_free(given);
        }
    }

    /// <summary>Seeds the default generator of every device, and returns the CPU's.</summary>
    public static Generator manual_seed(long seed)
    {
        NativeError.Check(NativeMethods.clt_manual_seed((ulong)seed));
        return Generator.Default;
    }

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The CPU's default generator.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }
    }
}
