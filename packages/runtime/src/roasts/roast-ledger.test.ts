import { ArtisanError, MonoUs, makeId, WallMs } from '@artisan-ts/domain';
import {
  buildRoastHeader,
  MemoryRoastStore,
  SimulatedClock,
  SimulatedDisk,
  silentLogger,
} from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { RoastLedger } from '#roasts/roast-ledger.ts';
import { WriteQueue } from '#store/write-queue.ts';

function fixture() {
  const clock = new SimulatedClock();
  const disk = new SimulatedDisk(clock);
  const store = new MemoryRoastStore(disk);
  const queue = new WriteQueue(clock, silentLogger);
  const ledger = new RoastLedger(store, queue, () => WallMs(1));
  const header = { ...buildRoastHeader(1), revision: 1 };
  const span = { sourceIds: [], streams: [], startUs: MonoUs(0), endUs: null };
  return { clock, disk, store, ledger, roast: { header, span } };
}

describe('the ledger', () => {
  it('shows a change at once, and writes every revision in order', async () => {
    const { clock, store, ledger, roast } = fixture();
    const { id } = roast.header;
    ledger.add(roast);
    ledger.change(id, { header: { beans: 'Sidamo' } });
    ledger.change(id, { header: { title: 'Morning' } }, 'roast.closed');
    expect(ledger.get(id)?.header).toMatchObject({
      beans: 'Sidamo',
      title: 'Morning',
      revision: 3,
    });
    await clock.advance(10);
    expect(store.outbox.map(({ kind, revision }) => [kind, revision])).toEqual([
      ['roast.opened', 1],
      ['roast.changed', 2],
      ['roast.closed', 3],
    ]);
    expect((await store.roast(id))?.header.title).toBe('Morning');
  });

  it('calls a change saved only when the disk has it', async () => {
    const { clock, disk, ledger, roast } = fixture();
    disk.fault = 'store.full';
    ledger.add(roast);
    let isSaved = false;
    void ledger.saved(roast.header.id).then(() => {
      isSaved = true;
    });
    await clock.advance(10_000);
    expect(isSaved).toBe(false);
    disk.fault = null;
    await clock.advance(6000);
    expect(isSaved).toBe(true);
  });

  it('takes a write whose confirmation was lost as done', async () => {
    const { clock, store, roast } = fixture();
    let isConfirmationLost = true;
    const forgetful = Object.assign(Object.create(store), {
      saveRoast: async (...args: Parameters<MemoryRoastStore['saveRoast']>) => {
        await store.saveRoast(...args);
        if (isConfirmationLost) {
          isConfirmationLost = false;
          throw new ArtisanError('store.unavailable', 'the answer was lost');
        }
      },
      roast: (id: Parameters<MemoryRoastStore['roast']>[0]) => store.roast(id),
    });
    const queue = new WriteQueue(clock, silentLogger);
    const ledger = new RoastLedger(forgetful, queue, () => WallMs(1));
    ledger.add(roast);
    ledger.change(roast.header.id, { header: { beans: 'Sidamo' } });
    await clock.advance(5000);
    expect(queue.fault).toBeNull();
    expect((await store.roast(roast.header.id))?.header.revision).toBe(2);
  });

  it('keeps a few hundred roasts in memory, and all that are held', async () => {
    const { clock, ledger, roast } = fixture();
    ledger.add(roast);
    ledger.hold(roast.header.id);
    for (let number = 2; number < 500; number++) {
      const id = makeId('roast', number.toString(16).padStart(32, '0'));
      ledger.add({ ...roast, header: { ...roast.header, id } });
      if (number % 20 === 0) await clock.advance(100);
    }
    await clock.advance(1000);
    expect(ledger.get(roast.header.id)).not.toBeNull();
    expect(ledger.get(makeId('roast', (2).toString(16).padStart(32, '0')))).toBeNull();
  });
});
