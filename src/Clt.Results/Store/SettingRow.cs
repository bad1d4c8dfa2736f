namespace Clt.Results.Store;

/// <summary>A setting as the report shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, as text.</param>
/// <param name="From">Where it came from: <c>recipe</c>, <c>default</c>, an axis, or <c>--set …</c>.</param>
public sealed record SettingRow(string Name, string Value, string From);
