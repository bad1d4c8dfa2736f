using Xunit;

namespace Clt.Testing;

/// <summary>A theory over reference values; skipped, with the reason shown, when their folder or file is absent.</summary>
public sealed class GoldenTheoryAttribute : TheoryAttribute
{
    /// <param name="relative">Folder or file below <see cref="SharedFolder.Golden"/>.</param>
    public GoldenTheoryAttribute(string relative = "") => Skip = SharedFolder.WhyAbsent(SharedFolder.Golden, relative);
}
