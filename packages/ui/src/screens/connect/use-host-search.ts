import type { LocalNetworkDto } from '@artisan-ts/contracts';
import { useEffect, useRef, useState } from 'react';
import { searchHosts } from '#api/connect.ts';
import { reasonText } from '#api/request.ts';

/** How a search through a network stands. */
export interface HostSearch {
  readonly asked: number;
  readonly of: number;
  readonly hosts: readonly string[];
  readonly state: 'idle' | 'searching' | 'done' | 'cancelled';
  readonly problem: string;
}

/** Addresses of a part: as many as the station asks in one request. */
const partCount = 32;

const idle: HostSearch = { asked: 0, of: 0, hosts: [], state: 'idle', problem: '' };

/** Looks through a network a part at a time, so that it can be followed and ended. It ends with its screen. */
export function useHostSearch(port: number) {
  const [search, setSearch] = useState(idle);
  // Which search is wanted: one that was stopped may still wait for an answer when the next begins.
  const wanted = useRef<object | null>(null);
  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );
  const begin = async ({ network, hostCount: of }: LocalNetworkDto) => {
    const own = {};
    wanted.current = own;
    const isWanted = () => wanted.current === own;
    const hosts: string[] = [];
    setSearch({ ...idle, of, state: 'searching' });
    try {
      for (let from = 0; from < of && isWanted(); from += partCount) {
        hosts.push(...(await searchHosts({ network, port, from, count: partCount })));
        const asked = Math.min(of, from + partCount);
        if (isWanted()) setSearch({ ...idle, asked, of, hosts: [...hosts], state: 'searching' });
      }
      if (isWanted()) setSearch({ ...idle, asked: of, of, hosts, state: 'done' });
    } catch (error) {
      if (isWanted()) setSearch({ ...idle, of, hosts, state: 'done', problem: reasonText(error) });
    }
  };
  const cancel = () => {
    wanted.current = null;
    setSearch((now) => ({ ...now, state: 'cancelled' }));
  };
  return { search, begin, cancel };
}
