/** How a whole graph is shown: clear of the tools at the left, never so small that it cannot be read. */
export const FIT_OPTIONS = {
  padding: { left: '58px', right: '20px', top: '24px', bottom: '24px' },
  minZoom: 0.6,
  maxZoom: 1,
} as const;
