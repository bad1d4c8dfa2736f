namespace TorchSharp.Modules;

/// <summary>Marks modules that have no weights.</summary>
public interface IParameterLessModule
{
}
