/** One server-sent event. */
export interface ServerSentEvent {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/** A backlog of hours is a few megabytes in many events; one event larger than this is no event of ours. */
const eventCharactersMax = 4 * 1024 * 1024;

/**
 * Reads server-sent events from text that arrives in pieces. Comments and `retry` are passed over.
 *
 * Source: HTML standard, 9.2.6; lines may end with LF or CRLF here, which is all that servers send.
 */
export class EventTextReader {
  #rest = '';
  #id = '';

  /** The events that this piece completes. */
  push(piece: string): ServerSentEvent[] {
    const blocks = `${this.#rest}${piece}`.replaceAll('\r\n', '\n').split('\n\n');
    this.#rest = blocks.pop() ?? '';
    if (this.#rest.length > eventCharactersMax) this.#rest = '';
    return blocks.flatMap((block) => this.#read(block) ?? []);
  }

  #read(block: string): ServerSentEvent | null {
    let name = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id') this.#id = value;
      else if (field === 'event') name = value;
      else if (field === 'data') data.push(value);
    }
    return data.length === 0 ? null : { id: this.#id, name, data: data.join('\n') };
  }
}
