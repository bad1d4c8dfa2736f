namespace TorchSharp.Utils;

/// <summary>Names a module's field among its components, where the field's own name will not do.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public ComponentNameAttribute()
    {
    }

    public string? Name { get; set; }
}
