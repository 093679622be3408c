using Cake.Frosting;
using ReproBuild;

return new CakeHost()
    .UseContext<BuildContext>()
    .UseLifetime<BuildLifetime>()
    .UseWorkingDirectory(RepoPaths.OfProgram().Root)
    .RunCommandLine(args);
