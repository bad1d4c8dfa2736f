namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What can be called with three inputs.</summary>
        public interface IModule<T1, T2, T3, out TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>A module with three inputs: derived classes write <see cref="forward"/>, callers use <see cref="call"/>.</summary>
        public abstract class Module<T1, T2, T3, TResult> :
            HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3,
            TResult, TResult>>,
            IModule<T1, T2, T3, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary><see cref="forward"/> between the hooks that were registered before and after it.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                foreach (var hook in PreHooks)
                    (input1, input2, input3) = hook(this, input1, input2, input3) ?? (input1, input2, input3);
                var result = forward(input1, input2, input3);
                foreach (var hook in PostHooks)
                    result = hook(this, input1, input2, input3, result) ?? result;
                return result;
            }
        }
    }
}
