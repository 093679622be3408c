using Cake.Frosting;
using ReproBuild;

return CommandLineHost.Guard(() =>
    new CakeHost()
        .UseContext<BuildContext>()
        .UseLifetime<BuildLifetime>()
        .UseWorkingDirectory(RepoPaths.OfProgram().Root)
        .RunCommandLine(args)
);
