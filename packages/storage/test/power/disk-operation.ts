/** What a process did to files and folders, in the order in which it was done, and what it told meanwhile. */
export type DiskOperation =
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'make-folder'; readonly path: string }
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly at: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  /** Not on the disk: the process told somebody, who may rely on it from here on. */
  | { readonly kind: 'tell'; readonly text: string };
