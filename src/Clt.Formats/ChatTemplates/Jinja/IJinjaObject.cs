namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>A value with attributes that are not keys: the variable "loop", a cycler.</summary>
internal interface IJinjaObject
{
    /// <summary>For messages.</summary>
    string Name { get; }

    bool TryMember(string name, out object? value);
}
