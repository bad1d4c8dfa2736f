using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // What a module consists of, and the dotted names of it all.
        public partial class Module
        {
            public virtual void register_parameter(string name, Parameter? param)
            {
                if (param is not null)
                    parameterTable.Add(name, param);
            }

            /// <summary>Registers a tensor that is no weight; one that is not persistent stays out of the state.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                bufferTable.Add(name, tensor);
                tensor.DetachFromDisposeScope();
                if (!persistent)
                    transientBuffers.Add(name);
            }

            public virtual void register_module(string name, Module? submodule)
            {
                if (ReferenceEquals(submodule, this))
                    throw new ArgumentException("Cannot register a module as its own submodule.");
                if (submodule is not null)
                    moduleTable.Add(name, submodule);
            }

            public void add_module(string name, Module? module) => register_module(name, module);

            public virtual IEnumerable<Module> children() => moduleTable.Entries.Select(entry => entry.Value);

            public virtual IEnumerable<(string name, Module module)> named_children() => moduleTable.Entries;

            /// <summary>Every module below this one.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, child) in named_children())
                {
                    yield return (name, child);
                    foreach (var (inner, module) in child.named_modules())
                        yield return ($"{name}.{inner}", module);
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>Every parameter once, under the first name it is met by.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var entry in parameterTable.Entries.Where(entry => seen.Add(entry.Value)))
                    yield return entry;
                if (!recurse)
                    yield break;
                foreach (var (name, child) in named_children())
                {
                    foreach (var (inner, parameter) in child.named_parameters().Where(entry => seen.Add(entry.parameter)))
                        yield return ($"{name}.{inner}", parameter);
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach (var (name, buffer) in bufferTable.Entries.Where(e => include_nonpersistent || !transientBuffers.Contains(e.Name)))
                    yield return (name, buffer);
                if (!recurse)
                    yield break;
                foreach (var (name, child) in named_children())
                {
                    foreach (var (inner, buffer) in child.named_buffers(true, include_nonpersistent))
                        yield return ($"{name}.{inner}", buffer);
                }
            }

            /// <summary>The parameter of a dotted name; null where there is none.</summary>
            public virtual Parameter? get_parameter(string target) =>
                Owner(target, out string last)?.parameterTable.Find(last);

            public virtual Tensor? get_buffer(string target) => Owner(target, out string last)?.bufferTable.Find(last);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            protected void ClearModules() => moduleTable.Clear();

            protected void ConditionallyRegisterParameter(string name, Parameter? value) => parameterTable.Put(name, value);

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                value?.DetachFromDisposeScope();
                bufferTable.Put(name, value);
                if (persistent)
                    transientBuffers.Remove(name);
                else
                    transientBuffers.Add(name);
            }

            private Module? Owner(string target, out string last)
            {
                string[] path = target.Split('.');
                last = path[^1];
                Module? module = this;
                foreach (string step in path[..^1])
                    module = module?.moduleTable.Find(step);
                return module;
            }
        }
    }
}
