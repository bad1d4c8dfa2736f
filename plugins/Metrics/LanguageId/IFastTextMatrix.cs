namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>Rows of single-precision numbers, stored as they are or quantised.</summary>
internal interface IFastTextMatrix
{
    /// <summary>Adds a row to a sum.</summary>
    void AddRow(int row, float[] sum);

    /// <summary>The dot product of a row and a vector.</summary>
    float Dot(int row, float[] vector);
}
