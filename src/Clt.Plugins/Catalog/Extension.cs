using System.Reflection;

namespace Clt.Plugins.Catalog;

/// <summary>A class of a plugin that implements an extension interface.</summary>
public sealed record Extension(Plugin Plugin, Type Type)
{
    /// <summary>Whether it has a constructor without parameters, or one whose parameters all have defaults.</summary>
    public bool CanCreate => Constructor is not null;

    private ConstructorInfo? Constructor =>
        Type.GetConstructors().Where(c => c.GetParameters().All(p => p.HasDefaultValue)).MinBy(c => c.GetParameters().Length);

    /// <summary>A new instance made with the defaults.</summary>
    /// <exception cref="InputException">There is no such constructor, or it throws.</exception>
    public T Create<T>()
        where T : class
    {
        var constructor =
            Constructor
            ?? throw new InputException(
                $"{Type.FullName} cannot be made by name",
                $"plugin '{Plugin.Manifest.Id}'",
                "Give it a public constructor without parameters or with defaults for all."
            );
        try
        {
            return (T)constructor.Invoke([.. constructor.GetParameters().Select(p => p.DefaultValue)]);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is not null)
        {
            throw new InputException(
                $"the constructor of {Type.FullName} failed: {fault.InnerException.Message}",
                $"plugin '{Plugin.Manifest.Id}'",
                "Mend the plugin, or remove it.",
                fault.InnerException
            );
        }
    }
}
