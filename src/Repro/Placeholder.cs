namespace Repro; internal static class Placeholder { }
