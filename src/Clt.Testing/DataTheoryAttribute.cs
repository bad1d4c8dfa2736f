using Xunit;

namespace Clt.Testing;

/// <summary>A theory over real data; skipped, with the reason shown, when it is absent.</summary>
public sealed class DataTheoryAttribute : TheoryAttribute
{
    /// <param name="relative">Folder or file below <see cref="SharedFolder.Data"/>.</param>
    public DataTheoryAttribute(string relative = "") => Skip = SharedFolder.WhyAbsent(SharedFolder.Data, relative);
}
