namespace Clt.Engine.Parameters;

/// <summary>For what is made first and read into afterwards, such as a model from its files.</summary>
public static class DisposeOnFailure
{
    /// <summary>Fills it and gives it back; where that fails nobody gets it, so it is disposed of.</summary>
    public static T FillOrDispose<T>(this T made, Action<T> fill)
        where T : IDisposable
    {
        try
        {
            fill(made);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }
}
