import { isId, type MachineId } from '@artisan-ts/domain';
import { coffeeOf, type ProbeBatch } from '@artisan-ts/roast';
import type { Tool } from '#agents/mind.ts';
import { countIn, given, refused, textIn } from '#agents/tool-output.ts';
import { sharedTroubles } from '#live/shared-troubles.ts';
import { allRoasts, summarized } from '#roasts/listed-roasts.ts';
import { RoastNameBook } from '#roasts/roast-names.ts';
import type { StationParts } from '#station-parts.ts';

const weekMs = 7 * 86_400_000;
/** The newest of these: some months of a busy machine, and a bound on what a question may cost. */
const batchesMax = 300;

type Station = Pick<StationParts, 'deps' | 'reader' | 'machines' | 'spare'>;

/** A batch as the drift watcher reads it. */
export interface DriftBatch extends ProbeBatch {
  readonly id: string;
  readonly title: string;
  readonly facts: Awaited<ReturnType<typeof summarized>>['summary'];
}

/** The tools that look at a machine. */
export function machineTools(station: Station): readonly Tool[] {
  return [
    {
      definition: {
        kind: 'tool',
        id: 'signals.look',
        version: 2,
        effect: 'READ',
        words: 'Looks how the probes of a machine are now, by the causes of what is wrong.',
        takes: 'the id of a machine',
      },
      run: async (args) => {
        const machine = station.machines.get(textIn(args, 'machineId') as MachineId);
        if (machine === undefined) return refused('NOT_FOUND', 'the machine is not there any more');
        const troubles = sharedTroubles(machine.view());
        return given({ machineName: machine.machine.name, troubles });
      },
    },
    {
      definition: {
        kind: 'tool',
        id: 'batches.read',
        version: 1,
        effect: 'READ',
        words: 'Reads the numbers of the batches of a machine.',
        takes: 'the id of a machine, the moment up to which, and how many weeks back',
      },
      run: async (args) => {
        const id = textIn(args, 'machineId');
        const [untilMs, weeks] = [countIn(args, 'untilMs'), countIn(args, 'weeks')];
        if (!isId('machine', id) || untilMs === null || weeks === null) {
          return refused('BAD_INPUT', 'a machine, a moment and a number of weeks are needed');
        }
        const within = { fromMs: untilMs - weeks * weekMs, untilMs };
        const machineName = station.machines.get(id)?.machine.name ?? '';
        return given({ machineName, batches: await batchesOf(station, id, within) });
      },
    },
  ];
}

async function batchesOf(
  station: Station,
  machineId: MachineId,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<readonly DriftBatch[]> {
  const { deps, reader, spare } = station;
  return spare.run(async (breathe) => {
    const names = new RoastNameBook(deps.roasts);
    const batches: DriftBatch[] = [];
    for await (const listed of allRoasts(deps.roasts, { machineId })) {
      const { startedWallMs, closeReason } = listed.header;
      if (startedWallMs === null || startedWallMs < fromMs || batches.length === batchesMax) break;
      if (closeReason === null || startedWallMs >= untilMs) continue;
      await breathe();
      const { roast, summary: facts } = await summarized(reader, listed);
      const { header } = roast;
      const coffee = coffeeOf({ roast: header, names: await names.of(header) });
      // A crack that was only suggested follows from temperatures: it says nothing of the probe.
      const isHeard = header.marks.fcStart?.state === 'confirmed';
      batches.push({
        id: header.id,
        title: header.title || 'Untitled roast',
        startedWallMs,
        facts,
        coffee,
        configuration: header.configurationId,
        crackC: isHeard ? (facts.marks.fcStart?.btC ?? null) : null,
      });
    }
    return batches.reverse();
  });
}
