using Cake.Core;

namespace Cake.Frosting;

/// <summary>Cake's context, as tasks and lifetime receive it.</summary>
public interface IFrostingContext : ICakeContext;

/// <summary>Base of a build's own context.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
