/** How much memory the program uses for what lives long, and how much it may. Garbage that is not collected yet counts. */
export interface MemoryUse {
  readonly usedBytes: number;
  readonly limitBytes: number;
}
