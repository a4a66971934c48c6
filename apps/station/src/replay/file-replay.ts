import type { HealthEvent, MachineDto, RoastDto, RoastEvent } from '@artisan-ts/contracts';
import { ArtisanError, ok, type Result, refuse } from '@artisan-ts/domain';
import type { StationClient } from '#client/station-client.ts';
import { stationAwayS } from '#replay/patience.ts';

/** What is played by the station's own replay machine. */
export interface FileReplay {
  /** Absolute: the station reads it. */
  readonly path: string;
  readonly title: string;
  readonly client: StationClient;
  readonly speed: number;
  readonly keep: boolean;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface FileReplayResult {
  readonly roastId: string;
  readonly machineId: string;
  readonly samples: number;
}

/** Adds a machine that plays the file, follows it to its end and closes its roast. */
export async function replayFile(replay: FileReplay): Promise<Result<FileReplayResult>> {
  const { client, speed, path, title } = replay;
  const machine = await client.post<MachineDto>('/machines', {
    json: {
      name: `Replay of ${title || 'a roast'}`.slice(0, 80),
      driver: 'replay',
      settings: { file: path, speed },
    },
  });
  replay.tell(`Playing at ${speed}x; watch it on ${client.url()}`);
  try {
    const roastId = await followToEnd(replay, machine.id);
    if (roastId === null && replay.signal.aborted) {
      return refuse('request.conflict', 'the replay was stopped before a roast began');
    }
    if (roastId === null) {
      return refuse('mark.no-roast', 'the file was played and no roast was recognised in it');
    }
    await closeIfOpen(client, machine.id);
    const roast = await client.get<RoastDto>(`/roasts/${roastId}`, { patienceS: stationAwayS });
    return ok({ roastId, machineId: machine.id, samples: roast.samples ?? 0 });
  } finally {
    if (!replay.keep) await client.delete(`/machines/${machine.id}`, { patienceS: stationAwayS });
  }
}

/** The roast that was opened on the way; null when there was none. */
async function followToEnd(replay: FileReplay, machineId: string): Promise<string | null> {
  const { client, signal, tell } = replay;
  const ended = new AbortController();
  signal.addEventListener('abort', () => ended.abort(), { once: true });
  let roastId: string | null = null;
  const told = new Set<string>();
  const query = { machine: machineId, patienceS: stationAwayS };
  for await (const { name, data } of client.follow(query, ended.signal)) {
    if (name === 'roast') {
      const { roast } = data as RoastEvent;
      roastId = roast.id;
      for (const { kind, state } of roast.marks) {
        if (!told.has(kind)) tell(`${kind} ${state}`);
        told.add(kind);
      }
    }
    if (name === 'health' && isFinished(data as HealthEvent, machineId)) ended.abort();
  }
  return roastId;
}

function isFinished({ machines }: HealthEvent, machineId: string): boolean {
  return machines.find(({ id }) => id === machineId)?.connection.state === 'finished';
}

async function closeIfOpen(client: StationClient, machineId: string): Promise<void> {
  try {
    await client.post(`/machines/${machineId}/roast/close`, { patienceS: stationAwayS });
  } catch (error) {
    // The file's own cool end has closed it: nothing is left to do.
    if (ArtisanError.accept(error).retry === 'later') throw error;
  }
}
