namespace TorchSharp.Modules;

/// <summary>A module's components of one kind, in the order of their registration.</summary>
internal sealed class Components<T>(string kind) where T : class
{
    private readonly List<(string Name, T Value)> entries = [];

    internal IReadOnlyList<(string Name, T Value)> Entries => entries;

    internal bool Has(string name) => Find(name) is not null;

    internal T? Find(string name) => entries.Find(entry => entry.Name == name).Value;

    internal void Add(string name, T value)
    {
        if (name.Length == 0 || name.Contains('.'))
            throw new ArgumentException($"'{name}' is no name for a {kind.ToLowerInvariant()}: it must not be empty or hold a dot");
        if (Has(name))
            throw new InvalidOperationException($"{kind} {name} is already registered.");
        entries.Add((name, value));
    }

    /// <summary>Adds or replaces; null removes.</summary>
    internal void Put(string name, T? value)
    {
        int at = entries.FindIndex(entry => entry.Name == name);
        if (at < 0 && value is not null)
            Add(name, value);
        else if (at >= 0 && value is not null)
            entries[at] = (name, value);
        else if (at >= 0)
            entries.RemoveAt(at);
    }

    internal void Clear() => entries.Clear();
}
