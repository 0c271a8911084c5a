/**
 * Grafana's form of a dashboard, made from rows of panels.
 *
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} about what it says to whoever looks at it
 * @property {string} [unit] as Grafana names it; a count unless told
 * @property {'timeseries' | 'stat' | 'table'} [type] `timeseries` unless told
 * @property {number} [width] of 24
 * @property {Record<string, string>} [words] what numbers are called, in a `stat`
 * @property {[expression: string, legend: string][]} queries `$auth` and `$mcp` stand for the chosen processes
 *
 * @typedef {{ title: string, panels: Panel[] }} Row
 */

const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };
const HEIGHT = { timeseries: 8, stat: 4, table: 4 };

/** What `$auth` and `$mcp` stand for in the queries of {@link Panel}. */
const CHOSEN = {
  $auth: 'job=~"$job",instance=~"$instance"',
  $mcp: 'job=~"$mcp_job",instance=~"$mcp_instance"',
};

/**
 * @param {Row[]} rows
 * @returns {string} a file that Grafana imports
 */
export function dashboardOf(rows) {
  return `${JSON.stringify(
    {
      title: 'Gatehouse',
      uid: 'gatehouse',
      description: 'docs/operations/monitoring.md says what to do about what is seen here.',
      tags: ['gatehouse'],
      schemaVersion: 39,
      version: 1,
      editable: true,
      graphTooltip: 1,
      refresh: '1m',
      time: { from: 'now-6h', to: 'now' },
      timezone: 'browser',
      templating: { list: variables() },
      annotations: { list: [] },
      links: [],
      panels: panelsOf(rows),
    },
    undefined,
    2,
  )}\n`;
}

/** @param {Row[]} rows */
function panelsOf(rows) {
  const panels = [];
  let y = 0;
  for (const { title, panels: ofRow } of rows) {
    panels.push({ type: 'row', title, collapsed: false, panels: [], gridPos: place(0, y, 24, 1) });
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of ofRow) {
      const { type = 'timeseries', width = 8 } = panel;
      if (x + width > 24) {
        y += height;
        x = 0;
        height = 0;
      }
      panels.push({ ...drawn(panel), gridPos: place(x, y, width, HEIGHT[type]) });
      x += width;
      height = Math.max(height, HEIGHT[type]);
    }
    y += height;
  }
  return panels.map((panel, index) => ({ id: index + 1, ...panel }));
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 */
function place(x, y, w, h) {
  return { x, y, w, h };
}

/** @param {Panel} panel */
function drawn({ title, about, unit = 'short', type = 'timeseries', words = {}, queries }) {
  const isTable = type === 'table';
  const options = Object.entries(words).map(([value, text]) => [value, { text }]);
  return {
    type,
    title,
    description: about,
    datasource: DATA_SOURCE,
    targets: queries.map(([expression, legend], index) => ({
      refId: String.fromCodePoint(65 + index),
      datasource: DATA_SOURCE,
      expr: Object.entries(CHOSEN).reduce(
        (text, [name, selector]) => text.replaceAll(name, selector),
        expression,
      ),
      legendFormat: legend,
      ...(isTable && { format: 'table', instant: true }),
      ...(type === 'stat' && { instant: true }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(type === 'timeseries' && { custom: { fillOpacity: 10, showPoints: 'never' } }),
        mappings:
          options.length > 0 ? [{ type: 'value', options: Object.fromEntries(options) }] : [],
      },
      overrides: [],
    },
    ...(type === 'timeseries' && {
      options: {
        legend: { displayMode: 'list', placement: 'bottom' },
        tooltip: { mode: 'multi', sort: 'desc' },
      },
    }),
    ...(type === 'stat' && { options: { textMode: 'value_and_name', colorMode: 'none' } }),
  };
}

function variables() {
  return [
    { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
    choice('job', 'Authorization server', 'label_values(gatehouse_build_info, job)'),
    choice('instance', 'Replica', 'label_values(gatehouse_build_info{job=~"$job"}, instance)'),
    choice('mcp_job', 'MCP server', 'label_values(gatehouse_mcp_build_info, job)'),
    choice(
      'mcp_instance',
      'MCP replica',
      'label_values(gatehouse_mcp_build_info{job=~"$mcp_job"}, instance)',
    ),
  ];
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} query
 */
function choice(name, label, query) {
  return {
    name,
    label,
    type: 'query',
    datasource: DATA_SOURCE,
    query,
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}
