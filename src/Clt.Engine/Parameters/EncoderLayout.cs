namespace Clt.Engine.Parameters;

/// <summary>The parameters of an encoder's layers where these are no transformer blocks.</summary>
public abstract record EncoderLayout : EncoderBody
{
    /// <summary>
    /// All parameters of the layers, embedding and pooling included. Those that are optional are made afresh with a head that files lack.
    /// </summary>
    public abstract IReadOnlyList<ParameterSpec> Parameters(EncoderConfig config);

    /// <summary>The layout of a configuration; null for transformer blocks.</summary>
    /// <exception cref="InputException">It is none that the engine knows.</exception>
    internal static EncoderLayout? Of(EncoderConfig config) =>
        config.Body switch
        {
            null => null,
            EncoderLayout own => own,
            var other => throw Unknown(other, config),
        };

    /// <summary>What is said of layers that the engine cannot make.</summary>
    internal static InputException Unknown(EncoderBody body, EncoderConfig config) =>
        new(
            $"the layers '{body.GetType().Name}' of the family '{config.Family}' cannot be made",
            "encoder",
            "Derive them from EncoderArchitecture."
        );
}
