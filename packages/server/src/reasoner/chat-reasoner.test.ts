import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatReasoner } from '#reasoner/chat-reasoner.ts';

let server: Server;
let answer: (send: (status: number, body: string) => void) => void;
let asked: { readonly body: unknown; readonly authorization: string | undefined }[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { authorization } = request.headers;
      asked.push({ body: JSON.parse(Buffer.concat(parts).toString()), authorization });
      answer((status, body) => response.writeHead(status).end(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const question = { task: 'Say it.', data: '["Fine."]', tokensMax: 99 };
const ask = (key?: string, signal = AbortSignal.timeout(9_000)) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
  return chatReasoner({ url, model: 'small' }, key).ask(question, signal);
};

describe('a language model behind an address', () => {
  it('is asked with the data apart from the task, and with its key when there is one', async () => {
    answer = (send) =>
      send(200, '{"choices":[{"message":{"content":"Look."}}],"usage":{"total_tokens":7}}');
    expect(await ask('secret')).toEqual({ text: 'Look.', tokens: 7 });
    await ask();
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer secret', undefined]);
    expect(asked[0]?.body).toMatchObject({
      model: 'small',
      max_tokens: 99,
      messages: [
        { role: 'system', content: 'Say it.' },
        { role: 'user', content: '<data>["Fine."]</data>' },
      ],
    });
  });

  it('that answers nonsense has said nothing; that answers no JSON, an error or without end has failed', async () => {
    answer = (send) => send(200, '{"choices":"none"}');
    expect(await ask()).toEqual({ text: undefined, tokens: 0 });
    answer = (send) => send(200, 'hello');
    await expect(ask()).rejects.toThrow();
    answer = (send) => send(500, '');
    await expect(ask()).rejects.toThrow('answered 500');
    answer = (send) => send(200, `"${'so '.repeat(40_000)}"`);
    await expect(ask()).rejects.toThrow('does not stop');
  });

  it('is waited for no longer than its asker waits', async () => {
    const over = new AbortController();
    answer = () => over.abort();
    await expect(ask(undefined, over.signal)).rejects.toThrow();
  });
});
