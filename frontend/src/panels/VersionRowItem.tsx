import { ArrowLeftRight, CircleCheck, Ellipsis, Pencil, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { VersionLine } from '../api/types';
import { mainKind } from '../graph/kinds';
import { outputsOf } from '../graph/ports';
import { useEditor } from '../store/editor';
import { IconButton } from '../ui/Button';
import { Chip } from '../ui/Chip';
import { ago, count } from '../ui/format';
import { GraphThumbnail } from '../ui/GraphThumbnail';
import { Menu, MenuItem, MenuLine } from '../ui/Menu';
import { RunChip } from '../ui/RunChip';
import { useVersionActions } from './useVersionActions';
import { VersionWords } from './VersionWords';

interface VersionRowItemProps {
  row: VersionLine;
  /** the version before it, to compare with */
  before: VersionLine | null;
  onChosen?: (() => void) | undefined;
}

type Actions = ReturnType<typeof useVersionActions>;

function RowMenu({
  row,
  before,
  actions,
  onEdit,
}: Pick<VersionRowItemProps, 'row' | 'before'> & { actions: Actions; onEdit: () => void }) {
  const { user, app, workflow } = useEditor((state) => state.workflow);
  const navigate = useNavigate();
  const compare = (from: string, to: string) => {
    const sides = new URLSearchParams({ from, to }).toString();
    void navigate(`/apps/${user}/${app}/workflows/${workflow}/compare?${sides}`);
  };
  return (
    <Menu
      trigger={
        <IconButton size="small" label={`What to do with v${row.number}`}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => void actions.restore()}>
        Restore as draft
      </MenuItem>
      <MenuItem
        icon={<CircleCheck aria-hidden />}
        disabled={row.published}
        onSelect={() => void actions.publish()}
      >
        Publish version
      </MenuItem>
      <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
        Edit name and note
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<ArrowLeftRight aria-hidden />}
        onSelect={() => {
          compare(row.id, 'draft');
        }}
      >
        Compare with draft
      </MenuItem>
      {before && (
        <MenuItem
          icon={<ArrowLeftRight aria-hidden />}
          onSelect={() => {
            compare(before.id, row.id);
          }}
        >
          Compare with v{before.number}
        </MenuItem>
      )}
    </Menu>
  );
}

/** One version: what it looks like, what it is called, who made it, how it ran. */
export function VersionRowItem({ row, before, onChosen }: VersionRowItemProps) {
  const viewing = useEditor((state) => state.viewing?.id === row.id);
  const basedOn = useEditor((state) => state.basedOn === row.id);
  const catalogue = useEditor((state) => state.catalogue);
  const actions = useVersionActions(row);
  const [editing, setEditing] = useState(false);
  const { graph, layout } = row.thumbnail;
  return (
    <li className="version-item" data-current={viewing}>
      <button
        type="button"
        className="version"
        aria-current={viewing}
        data-testid={`version-${row.number}`}
        onClick={() => {
          void actions.show().then((shown) => {
            if (shown) onChosen?.();
          });
        }}
      >
        <span className="version-picture">
          <GraphThumbnail
            graph={graph}
            layout={layout}
            kindOf={(node) => mainKind(outputsOf(graph, catalogue, node)[0])}
          />
        </span>
        <span className="version-words">
          <span className="version-line">
            <b>v{row.number}</b>
            <span className="version-name">{row.name}</span>
          </span>
          <span className="version-line version-summary faint">
            {row.summary || count(row.node_count, 'node')}
          </span>
          <span className="version-line faint">
            {row.created_by} · {ago(row.created_at)}
          </span>
        </span>
      </button>
      <span className="version-menu">
        <RowMenu
          row={row}
          before={before}
          actions={actions}
          onEdit={() => {
            setEditing(true);
          }}
        />
      </span>
      {editing ? (
        <VersionWords
          row={row}
          onSave={actions.describe}
          onClose={() => {
            setEditing(false);
          }}
        />
      ) : (
        <>
          {row.note && (
            <button
              type="button"
              className="version-note"
              title="Edit name and note"
              onClick={() => {
                setEditing(true);
              }}
            >
              {row.note}
            </button>
          )}
          <span className="version-chips">
            {row.published && <Chip tone="ok">published</Chip>}
            {basedOn && <Chip>draft’s base</Chip>}
            {row.last_run && (
              <span className="version-run">
                last run <RunChip status={row.last_run.status} />
              </span>
            )}
          </span>
        </>
      )}
    </li>
  );
}
