using System.Globalization;

namespace Repro.Fuzz.Engines;

/// <summary>Changes inputs of the corpus at random, without coverage feedback.</summary>
internal static class PlainEngine
{
    private const int LongestInput = 16 << 10,
        MostChanges = 8;

    /// <returns>0; a finding goes through as an exception, its input written to the working folder.</returns>
    public static int Run(FuzzTarget target, TimeSpan time, string corpus, TimeProvider clock, TextWriter output)
    {
        var seed = (int)clock.GetTimestamp();
        var random = new Random(seed);
        var inputs = Directory.GetFiles(corpus).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        var start = clock.GetTimestamp();
        var (executions, read) = (0L, 0L);
        while (clock.GetElapsedTime(start) < time)
        {
            var input = Changed(inputs, random);
            executions++;
            try
            {
                if (Oracle.Outcome(target, (byte[])input.Clone()) is null)
                    read++;
            }
            catch
            {
                File.WriteAllBytes(
                    string.Create(CultureInfo.InvariantCulture, $"plain-{target.Name}-{seed}-{executions}"),
                    input
                );
                throw;
            }
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name}: seed {seed}, {executions} executions in {time.TotalSeconds} s, {read} read, "
                    + $"{executions - read} refused, 0 crashes"
            )
        );
        return 0;
    }

    private static byte[] Changed(byte[][] inputs, Random random)
    {
        var input = inputs[random.Next(inputs.Length)].ToList();
        for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            var at = random.Next(input.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < input.Count:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1 when at < input.Count:
                    input[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 when at < input.Count:
                    input.RemoveRange(at, Math.Min(random.Next(1, 65), input.Count - at));
                    break;
                case 3:
                    input.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 65)));
                    break;
                default:
                    input.InsertRange(at, Piece(inputs[random.Next(inputs.Length)], random));
                    break;
            }
        }

        return [.. input.Take(LongestInput)];
    }

    private static byte[] Piece(byte[] other, Random random)
    {
        var from = random.Next(other.Length + 1);
        return other[from..Math.Min(other.Length, from + random.Next(1, 513))];
    }
}
