/** What the tests use of nodes7, which brings no types. */
declare module 'nodes7' {
  // biome-ignore lint/style/noDefaultExport: the shape of a package that is not ours.
  export default class NodeS7 {
    constructor(options: { readonly silent: boolean });
    initiateConnection(
      to: {
        readonly host: string;
        readonly port: number;
        readonly rack: number;
        readonly slot: number;
      },
      done: (fault: unknown) => void,
    ): void;
    addItems(items: readonly string[]): void;
    readAllItems(done: (isBad: boolean, values: Record<string, unknown>) => void): void;
    dropConnection(): void;
  }
}
