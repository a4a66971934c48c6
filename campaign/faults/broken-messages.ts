import type { RandomStream } from '@artisan-ts/domain';
import type { Message } from '../world/broker.ts';
import { below } from '../world/chance.ts';

const tenMegabytes = 10_000_000;

/** What becomes of a good message in the hands of a sender that is out of order. None of these can be used. */
export function brokenMessages(
  { topic, bytes }: Message,
  chance: RandomStream,
): readonly Pick<Message, 'topic' | 'bytes'>[] {
  const text = bytes.toString('utf8');
  const outer = JSON.parse(text);
  const inner = JSON.parse(Buffer.from(outer.body, 'base64url').toString('utf8'));
  const sealed = (body: unknown, route = outer.route): Buffer => {
    const sealedBody = Buffer.from(JSON.stringify(body)).toString('base64url');
    return Buffer.from(JSON.stringify({ ...outer, body: sealedBody, route }));
  };
  const stranger = `machine_${'f'.repeat(32)}`;
  const [, org, site] = topic.split('/');
  return [
    { topic, bytes: bytes.subarray(0, 1 + below(chance, bytes.length - 1)) },
    { topic, bytes: Buffer.from(text + text) },
    { topic, bytes: Buffer.from(text, 'utf16le') },
    { topic, bytes: Buffer.alloc(tenMegabytes, 0x20) },
    { topic, bytes: Buffer.alloc(0) },
    { topic, bytes: sealed({ ...inner, extra: 1 }) },
    { topic, bytes: sealed({ ...inner, seq: -1, points: undefined }) },
    { topic, bytes: sealed({ ...inner, stream: 'gas' }) },
    { topic, bytes: sealed({ ...inner, site: 'elsewhere' }) },
    { topic: `roaster/${org}/${site}/${stranger}/telemetry`, bytes },
    {
      topic: `roaster/${org}/${site}/${stranger}/telemetry`,
      bytes: sealed({ ...inner, machine: stranger }, { ...outer.route, machine: stranger }),
    },
  ];
}
