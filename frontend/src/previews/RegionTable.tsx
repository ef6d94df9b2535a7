import { useState } from 'react';
import type { Region } from '../api/types';
import { Button } from '../ui/Button';
import { classes } from '../ui/classes';
import { bestConcept, classesIn } from './regions';
import { markColour } from './trails';

interface RegionTableProps {
  regions: readonly Region[];
  active: string | null;
  onHover: (id: string | null) => void;
}

const FIRST_ROWS = 8;

function Score({ value, colour }: { value: number | undefined; colour: string }) {
  if (value === undefined) return null;
  return (
    <span className="region-score-cell">
      <i style={{ width: `${value * 44}px`, background: colour }} />
      {value.toFixed(2)}
    </span>
  );
}

/** Columns that no region has a value for are left out. */
interface Columns {
  /** left out when all are of one class and their texts tell more */
  classes: boolean;
  scores: boolean;
  texts: boolean;
  tracks: boolean;
}
interface RowProps {
  region: Region;
  number: number;
  active: boolean;
  columns: Columns;
  onHover: RegionTableProps['onHover'];
}

function Row({ region, number, active, columns, onHover }: RowProps) {
  const best = bestConcept(region);
  return (
    <tr
      className={classes(active && 'active')}
      tabIndex={0}
      onPointerEnter={() => {
        onHover(region.id);
      }}
      onPointerLeave={() => {
        onHover(null);
      }}
      onFocus={() => {
        onHover(region.id);
      }}
      onBlur={() => {
        onHover(null);
      }}
    >
      <td>{number}</td>
      {columns.scores && (
        <>
          {columns.classes && <td>{best?.name ?? '–'}</td>}
          <td>
            <Score value={best?.value} colour={markColour(region)} />
          </td>
        </>
      )}
      {columns.tracks && (
        <td>
          {region.track_id && (
            <>
              <i className="track-dot" style={{ background: markColour(region) }} />
              {region.track_id}
            </>
          )}
        </td>
      )}
      {columns.texts && <td className="mono region-text">{region.text ?? ''}</td>}
      <td className="mono region-box">{region.box.map((edge) => edge.toFixed(2)).join(' ')}</td>
    </tr>
  );
}

/** The same regions as rows: what a screen reader reads, and what a pointer lights up. */
export function RegionTable({ regions, active, onHover }: RegionTableProps) {
  const [all, setAll] = useState(false);
  const rows = all ? regions : regions.slice(0, FIRST_ROWS);
  const columns: Columns = {
    classes: classesIn(regions).length > 1 || !regions.some((region) => region.text !== undefined),
    scores: regions.some((region) => bestConcept(region)),
    texts: regions.some((region) => region.text !== undefined),
    tracks: regions.some((region) => region.track_id),
  };
  return (
    <div className="region-table">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Region</span>#
            </th>
            {columns.scores && columns.classes && <th scope="col">Class</th>}
            {columns.scores && <th scope="col">Score</th>}
            {columns.tracks && <th scope="col">Track</th>}
            {columns.texts && <th scope="col">Text</th>}
            <th scope="col" title="Top, left, bottom and right, as parts of the picture">
              Box
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((region, index) => (
            <Row
              key={region.id}
              {...{ region, columns, onHover }}
              number={index + 1}
              active={region.id === active}
            />
          ))}
        </tbody>
      </table>
      {rows.length < regions.length && (
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            setAll(true);
          }}
        >
          Show {regions.length - rows.length} more rows
        </Button>
      )}
    </div>
  );
}
