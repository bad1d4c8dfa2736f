namespace Clt;

/// <summary>
/// Encoder architecture without transformer blocks: what a family gives its <see cref="EncoderConfig"/> where its layers are its own. The
/// engine makes those that derive from its <c>EncoderArchitecture</c>.
/// </summary>
public abstract record EncoderBody;
