namespace Clt.Host.Doctor;

/// <summary>How a check came out. Only <see cref="Bad"/> makes <c>clt doctor</c> fail.</summary>
internal enum CheckState
{
    Good,
    Warning,
    Bad,
}
