import type { WireReplayResult } from '#replay/wire-replay.ts';

/** The outcome of a replay over the wire, for people. */
export function verdictText({
  roastId,
  verdict,
  refusedMarks,
}: WireReplayResult): readonly string[] {
  const { samplesSent, samplesStored, lost, doubled, misplacedMarks } = verdict;
  return [
    `Saved as ${roastId}`,
    `Samples: ${samplesSent} sent, ${samplesStored} stored, ${lost} lost, ${doubled} doubled`,
    `Largest difference ${verdict.largestDifferenceC.toFixed(4)} °C (wire allows ${verdict.allowedDifferenceC.toFixed(4)})`,
    `Intervals within ${verdict.intervalDeviationS.toFixed(2)} s (allowed ${verdict.allowedIntervalDeviationS.toFixed(2)})`,
    ...refusedMarks.map(({ kind, why }) => `${kind} was refused: ${why}`),
    ...(misplacedMarks.length > 0 ? [`Marks elsewhere: ${misplacedMarks.join(', ')}`] : []),
    ...(verdict.isTimely ? [] : ['An interval was longer than allowed: the computer was busy.']),
    verdict.isEqual ? 'The saved roast equals the file.' : 'The saved roast differs from the file.',
  ];
}
