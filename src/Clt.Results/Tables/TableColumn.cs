namespace Clt.Results.Tables;

/// <summary>A column of a table; numbers are aligned to the right.</summary>
public sealed record TableColumn(string Name, bool Number = false);
