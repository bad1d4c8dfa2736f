using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a model: parameters, buffers and submodules under names, and the switch between training and evaluation.
        /// A module disposes what it has registered.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly string name;
            private readonly Components<Parameter> parameterTable = new("Parameter");
            private readonly Components<Tensor> bufferTable = new("Buffer");
            private readonly Components<Module> moduleTable = new("Module");
            private readonly HashSet<string> transientBuffers = [];

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            public bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var module in children())
                    module.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Calls the function on every submodule, deepest first, and then on this module.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var module in children())
                    module.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Forgets (or zeroes) every gradient.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null)
                        continue;
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        gradient.zero_();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, parameter) in parameterTable.Entries)
                    parameter.Dispose();
                foreach (var (_, buffer) in bufferTable.Entries)
                    buffer.Dispose();
                foreach (var (_, module) in moduleTable.Entries)
                    module.Dispose();
            }

            /// <summary>
            /// Registers every field that holds a module, a parameter or (as a buffer) another tensor. A derived class calls it at
            /// the end of its constructor.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                foreach (var field in GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                {
                    string component = field.ComponentName();
                    switch (field.GetValue(this))
                    {
                        case Module module when !moduleTable.Has(component):
                            register_module(component, module);
                            break;
                        case Parameter parameter when !parameterTable.Has(component):
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor and not Modules.Parameter when !bufferTable.Has(component):
                            register_buffer(component, tensor);
                            break;
                    }
                }
            }
        }
    }
}
