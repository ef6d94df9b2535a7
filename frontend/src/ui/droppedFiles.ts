/** What a person drops: files, and those inside folders, each with its path there. */
export interface DroppedFile {
  name: string;
  file: File;
}

/** More than any model has; a folder of holiday pictures dropped by mistake ends here. */
const MOST_FILES = 200;

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => {
    entry.file(resolve, reject);
  });

/** Browsers answer at most a hundred at a time, then none. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0 || found.length > MOST_FILES) return found;
    found.push(...some);
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function walk(entry: FileSystemEntry, found: DroppedFile[]): Promise<void> {
  if (found.length >= MOST_FILES || entry.name.startsWith('.')) return;
  if (isFile(entry)) {
    const file = await fileOf(entry);
    found.push({ name: entry.fullPath.replace(/^\//, '') || file.name, file });
  } else if (isFolder(entry)) {
    for (const child of await childrenOf(entry)) await walk(child, found);
  }
}

export const named = (files: Iterable<File>): DroppedFile[] =>
  [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

/** `entries` must have been asked for while the drop event lasted. */
export async function filesIn(
  files: readonly File[],
  entries: readonly (FileSystemEntry | null)[],
): Promise<DroppedFile[]> {
  if (!entries.some((entry) => entry?.isDirectory)) return named(files);
  const found: DroppedFile[] = [];
  for (const entry of entries) if (entry) await walk(entry, found);
  return found;
}
