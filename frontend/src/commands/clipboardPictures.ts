/** Pictures on the clipboard, as files; none when it holds no picture or may not be read. */
export async function picturesOnClipboard(): Promise<File[]> {
  // Absent where the page is not served securely.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  const items = (await clipboard?.read().catch(() => [])) ?? [];
  const found = items.flatMap((item) => {
    const type = item.types.find((each) => each.startsWith('image/'));
    return type ? [{ item, type }] : [];
  });
  return Promise.all(
    found.map(async ({ item, type }, index) => {
      const ending = type.slice('image/'.length);
      const name = `Pasted picture${index > 0 ? ` ${index + 1}` : ''}.${ending}`;
      return new File([await item.getType(type)], name, { type });
    }),
  );
}
