namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>What to fetch of each archive.</summary>
/// <param name="Languages">Descriptions in these languages, apt's codes such as <c>pt_BR</c>; <c>none</c> for none.</param>
/// <param name="Packages">The lists of packages, which <c>download</c> needs.</param>
/// <param name="Components">The texts of programs (DEP-11).</param>
internal sealed record AptIndexes(IReadOnlyList<string> Languages, bool Packages = false, bool Components = false);
