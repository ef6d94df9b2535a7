/** Saves bytes that this page made under a name. */
export function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to save by the next task.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  });
}
