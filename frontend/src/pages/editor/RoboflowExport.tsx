import { FileExport } from './FileExport';

const JSON_FILE = { ending: 'json', type: 'application/json', button: 'Download definition' };

/** A workflow as a definition in Roboflow's language, and what that language cannot say. */
export function RoboflowExport({ onClose }: { onClose: () => void }) {
  return (
    <FileExport
      title="Download as Roboflow definition"
      hint="What is on the canvas, as JSON for Roboflow’s builder and for inference servers."
      form="roboflow"
      lost="Not in the definition"
      file={JSON_FILE}
      onClose={onClose}
    />
  );
}
