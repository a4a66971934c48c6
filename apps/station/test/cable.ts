import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP cable that can be pulled, put back, and left half open: bytes vanish and nobody is told. */
export class Cable {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #isFrozen = false;
  #isCut = false;
  /** How many connections were made through it. */
  connections = 0;

  constructor(portOf: () => number) {
    this.#server = createServer((near) => {
      if (this.#isCut) return void near.destroy();
      this.connections += 1;
      const far = connect(portOf(), '127.0.0.1');
      this.#join(near, far);
      this.#join(far, near);
    });
  }

  async open(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends what is connected and refuses what comes. */
  cut(): void {
    this.#isCut = true;
    for (const end of this.#ends) end.destroy();
  }

  /** Connections stand and carry nothing. New ones work after `mend`. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** New connections work. What was lost in a frozen one stays lost. */
  mend(): void {
    this.#isCut = false;
    this.#isFrozen = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(from: Socket, to: Socket): void {
    this.#ends.add(from);
    let isDead = false;
    from.on('data', (bytes) => {
      isDead ||= this.#isFrozen;
      if (!isDead) to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#ends.delete(from);
      to.destroy();
    });
  }
}
