import { useEffect, useState } from 'react';

/**
 * The file that was last dropped anywhere on the page; null until one is. Without this the browser would leave
 * the screen and show the file, in the middle of a roast.
 */
export function useFileDrop(): File | null {
  const [file, setFile] = useState<File | null>(null);
  useEffect(() => {
    const onDragOver = (event: DragEvent) => event.preventDefault();
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setFile(event.dataTransfer?.files[0] ?? null);
    };
    addEventListener('dragover', onDragOver);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('drop', onDrop);
    };
  }, []);
  return file;
}
