using System.Runtime.CompilerServices;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Bounds a rendering's steps, depth and output, so that no template runs for ever.</summary>
internal sealed class Budget
{
    public const int MostSteps = 2_000_000;
    public const int MostCharacters = 32 << 20;
    private const int DeepestCalls = 100;
    private const int UnitsAStep = 64;

    [ThreadStatic]
    private static Budget? _current;

    private int _steps;
    private int _characters;
    private int _depth;

    public void Step(int count = 1)
    {
        if ((_steps += count) > MostSteps || _steps < 0)
            throw new TemplateFault($"the template takes more than {MostSteps:N0} steps");
    }

    /// <summary>Text that the template makes, whether it is put out or not.</summary>
    public void Write(int characters)
    {
        if ((_characters += characters) > MostCharacters || _characters < 0)
            throw new TemplateFault($"the template makes more than {MostCharacters:N0} characters");
    }

    public void Enter()
    {
        if (++_depth > DeepestCalls)
            throw new TemplateFault($"macros call each other more than {DeepestCalls} deep");
    }

    public void Leave() => _depth--;

    /// <summary>Charges work that grows with a value: long strings and lists count as many steps.</summary>
    public void Charge(object? value)
    {
        if (value is string text)
            Step(text.Length / UnitsAStep);
        else if (value is JinjaList list)
            Step(list.Items.Count);
    }

    /// <summary>One value inside a comparison or a text that is being made; values can hold each other many times over.</summary>
    public static void Visit(int characters = 0)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _current?.Step();
        _current?.Write(characters);
    }

    /// <summary>Refuses a text of so many characters before it is made.</summary>
    public static void Limit(long characters)
    {
        if (characters is < 0 or > MostCharacters)
            throw new TemplateFault($"the template makes more than {MostCharacters:N0} characters");
    }

    /// <summary>Makes this the budget of the rendering that this thread does.</summary>
    public T Run<T>(Func<T> render)
    {
        var outer = _current;
        _current = this;
        try
        {
            return render();
        }
        finally
        {
            _current = outer;
        }
    }
}
