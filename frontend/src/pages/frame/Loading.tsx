/** Says what is awaited, and only after a moment: most answers come sooner. */
export function Loading({ what }: { what: string }) {
  return (
    <p className="loading-words" role="status">
      Loading {what}
    </p>
  );
}
