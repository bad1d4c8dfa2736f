namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What can be called with four inputs.</summary>
        public interface IModule<T1, T2, T3, T4, out TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        /// <summary>A module with four inputs: derived classes write <see cref="forward"/>, callers use <see cref="call"/>.</summary>
        public abstract class Module<T1, T2, T3, T4, TResult> :
            HookableModule<Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>, Func<Module<T1, T2, T3, T4, TResult>,
            T1, T2, T3, T4, TResult, TResult>>,
            IModule<T1, T2, T3, T4, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary><see cref="forward"/> between the hooks that were registered before and after it.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                foreach (var hook in PreHooks)
                    (input1, input2, input3, input4) = hook(this, input1, input2, input3, input4) ?? (input1, input2, input3, input4);
                var result = forward(input1, input2, input3, input4);
                foreach (var hook in PostHooks)
                    result = hook(this, input1, input2, input3, input4, result) ?? result;
                return result;
            }
        }
    }
}
