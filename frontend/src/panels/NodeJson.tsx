import { Download } from 'lucide-react';
import { JsonPreview } from '../previews/JsonPreview';
import { useShownNode } from '../store/shownRun';
import { Button } from '../ui/Button';
import { CopyButton } from '../ui/CopyButton';
import { download } from '../ui/download';
import { PaneTitle } from './PaneTitle';

/** A node's outputs as the data they are: folded, each key copies its path. */
export function NodeJson({ node, titled }: { node: string; titled: boolean }) {
  const { outputs } = useShownNode(node);
  const text = () => JSON.stringify(outputs ?? null, null, 2);
  return (
    <div className="dock-pane">
      {titled && <PaneTitle node={node} />}
      <div className="pane-tools">
        <CopyButton text={text()} label="Copy JSON" />
        <Button
          look="quiet"
          size="small"
          disabled={!outputs}
          onClick={() => {
            download(new Blob([text()], { type: 'application/json' }), `${node}.json`);
          }}
        >
          <Download aria-hidden /> Download JSON
        </Button>
      </div>
      <JsonPreview value={outputs ?? null} size="full" />
    </div>
  );
}
