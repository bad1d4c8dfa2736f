using Xunit;

namespace Clt.Testing;

/// <summary>A fact that needs reference values; skipped, with the reason shown, when their folder or file is absent.</summary>
public class GoldenFactAttribute : FactAttribute
{
    /// <param name="relative">Folder or file below <see cref="SharedFolder.Golden"/>, such as <c>metrics</c>.</param>
    /// <param name="data">Folder or file of real data that the values were computed from and the test reads too, or null.</param>
    public GoldenFactAttribute(string relative = "", string? data = null) =>
        Skip =
            SharedFolder.WhyAbsent(SharedFolder.Golden, relative)
            ?? (data is null ? null : SharedFolder.WhyAbsent(SharedFolder.Data, data));
}
