namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose calls others may watch or change by hooks.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly List<(string Key, TPreHook Hook)> preHooks = [];
            private readonly List<(string Key, TPostHook Hook)> postHooks = [];

            protected HookableModule(string name)
                : base(name)
            {
            }

            internal IEnumerable<TPreHook> PreHooks => preHooks.Select(entry => entry.Hook);

            internal IEnumerable<TPostHook> PostHooks => postHooks.Select(entry => entry.Hook);

            /// <summary>Calls the hook after every forward pass; what it returns replaces the result.</summary>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                string key = Guid.NewGuid().ToString();
                postHooks.Add((key, hook));
                return new HookRemover(this, key);
            }

            /// <summary>Calls the hook before every forward pass; what it returns replaces the input.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                string key = Guid.NewGuid().ToString();
                preHooks.Add((key, hook));
                return new HookRemover(this, key);
            }

            /// <summary>Takes a hook away again.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove()
                {
                    module.preHooks.RemoveAll(entry => entry.Key == key);
                    module.postHooks.RemoveAll(entry => entry.Key == key);
                }
            }
        }
    }
}
