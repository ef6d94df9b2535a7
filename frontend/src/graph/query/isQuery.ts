const WIDGETS = ['statement', 'operations', 'cases', 'operations-by-name'];

/** Whether a setting holds the query language. */
export const isQuery = (widget: string | undefined): boolean => WIDGETS.includes(widget ?? '');
