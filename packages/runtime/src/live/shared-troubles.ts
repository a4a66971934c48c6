import type { MachineDto } from '@artisan-ts/contracts';
import type { SignalDefect } from '@artisan-ts/domain';
import { defectWords } from '@artisan-ts/roast';

/** What began within so long at several probes of one device, s, has one cause: its cable, its plug, the device itself. */
const togetherS = 10;

/** What is wrong with one probe of a device, or in the same way with several since the same moment. */
export interface SharedTrouble {
  /** Ids of the channels. */
  readonly channels: readonly string[];
  /** Their labels as a person says them: `BT and ET`. */
  readonly labels: string;
  readonly defect: SignalDefect;
  readonly message: string;
  readonly forS: number;
}

/** The troubles of a machine by their causes, device by device. */
export function sharedTroubles({
  channels,
  sources,
}: Pick<MachineDto, 'channels' | 'sources'>): readonly SharedTrouble[] {
  return sources.flatMap((source) =>
    ofDevice(channels.filter(({ id }) => source.channels.includes(id))),
  );
}

function ofDevice(channels: MachineDto['channels']): readonly SharedTrouble[] {
  const groups: MachineDto['channels'][] = [];
  for (const channel of channels) {
    if (channel.trouble === undefined) continue;
    const known = groups.find(([first]) => isSame(first, channel));
    if (known === undefined) groups.push([channel]);
    else known.push(channel);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    if (first?.trouble === undefined) return [];
    const { defect, message } = first.trouble;
    const forS = Math.max(...group.map(({ trouble }) => trouble?.forS ?? 0));
    const labels = listed(group.map(({ label }) => label));
    return [
      {
        channels: group.map(({ id }) => id),
        labels,
        defect,
        message: group.length === 1 ? message : defectWords(defect, labels, forS, true),
        forS,
      },
    ];
  });
}

function isSame(
  a: MachineDto['channels'][number] | undefined,
  b: MachineDto['channels'][number],
): boolean {
  if (a?.trouble === undefined || b.trouble === undefined) return false;
  const awayS = Math.abs(a.trouble.forS - b.trouble.forS);
  return a.trouble.defect === b.trouble.defect && awayS <= togetherS;
}

function listed(labels: readonly string[]): string {
  const last = labels.at(-1) ?? '';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`;
}
