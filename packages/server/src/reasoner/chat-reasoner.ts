import type { Reasoner } from '@artisan-ts/runtime';

/** Longer answers are no answers. */
const answerCharactersMax = 65_536;

/**
 * A language model behind an address that speaks as OpenAI's chat completions do: a server in the same house, or a service.
 * `key`: sent along when there is one; it comes from the environment, never from what is stored.
 */
export function chatReasoner(
  { url, model }: { readonly url: string; readonly model: string },
  key: string | undefined,
): Reasoner {
  return {
    name: model,
    ask: async ({ task, data, tokensMax }, signal) => {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal,
        headers: {
          'content-type': 'application/json',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({
          model,
          max_tokens: tokensMax,
          temperature: 0,
          messages: [
            { role: 'system', content: task },
            // What it is about is data, and stands in a place of its own.
            { role: 'user', content: `<data>${data}</data>` },
          ],
        }),
      });
      if (!response.ok) throw new Error(`the language model answered ${response.status}`);
      return answerIn(await boundedText(response));
    },
  };
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > answerCharactersMax) throw new Error('the language model does not stop');
  }
  return text;
}

/** The text is whatever stands in its place; the caller judges it. */
function answerIn(body: string): { readonly text: unknown; readonly tokens: number } {
  const answer: unknown = JSON.parse(body);
  const { choices, usage } = Object(answer) as Record<string, unknown>;
  const [first] = Array.isArray(choices) ? choices : [];
  const text: unknown = Reflect.get(Object(Reflect.get(Object(first), 'message')), 'content');
  const tokens = Number(Reflect.get(Object(usage), 'total_tokens'));
  return { text, tokens: Number.isFinite(tokens) ? tokens : 0 };
}
