using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules in a row, registered under their positions.</summary>
public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
{
    private readonly List<T> list = [];

    public ModuleList(params T[] modules)
        : base(nameof(ModuleList<T>)) => extend(modules);

    public int Count => list.Count;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => list[index];
        set => Change(() => list[index] = value);
    }

    public void Add(T item) => Change(() => list.Add(item));

    public void append(params T[] parameters) => extend(parameters);

    public void extend(IEnumerable<T> modules) => Change(() => list.AddRange(modules));

    public void Insert(int index, T item) => Change(() => list.Insert(index, item));

    public void RemoveAt(int index) => Change(() => list.RemoveAt(index));

    public bool Remove(T item)
    {
        bool removed = list.Remove(item);
        RegisterComponents();
        return removed;
    }

    public void Clear() => Change(list.Clear);

    public bool Contains(T item) => list.Contains(item);

    public int IndexOf(T item) => list.IndexOf(item);

    public void CopyTo(T[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        ClearModules();
        for (int i = 0; i < list.Count; i++)
            register_module(i.ToString(), list[i]);
    }

    // Positions are names, so every change registers anew.
    private void Change(Action change)
    {
        change();
        RegisterComponents();
    }
}
