'use strict';
// Draws the report from the data in this page. Names come from files: they are only ever set as
// text, never as markup.
(() => {
  const began = performance.now();
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const main = document.getElementById('main');
  const several = data.places.length > 1;
  const shown = new Set(data.places.map((_, place) => place));
  const SHAPES = ['circle', 'rect', 'triangle', 'diamond', 'down'];
  const AXIS = 34;

  // ---- elements -------------------------------------------------------------------------------

  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'class') made.className = value;
      else if (name === 'style') for (const [k, v] of Object.entries(value)) made.style.setProperty(k, v);
      else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
    }
    made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
    return made;
  }

  // Asking for a style is slow; the answer holds until the theme changes.
  const colors = new Map();

  function color(name) {
    if (!colors.has(name)) colors.set(name, getComputedStyle(root).getPropertyValue(name).trim());
    return colors.get(name);
  }

  const placeColor = place => color('--p' + place % 10);
  const placeShape = place => SHAPES[place % SHAPES.length];

  function shapePath(kind, x, y, r) {
    const points = {
      triangle: [[0, -1.15], [1.1, .85], [-1.1, .85]],
      down: [[0, 1.15], [1.1, -.85], [-1.1, -.85]],
      diamond: [[0, -1.25], [1.1, 0], [0, 1.25], [-1.1, 0]],
      rect: [[-.9, -.9], [.9, -.9], [.9, .9], [-.9, .9]],
    }[kind];
    return points && points.map(([dx, dy]) => [x + dx * r, y + dy * r]);
  }

  function swatch(place) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('width', 14);
    svg.setAttribute('height', 14);
    svg.setAttribute('viewBox', '0 0 14 14');
    svg.setAttribute('aria-hidden', 'true');
    const points = shapePath(placeShape(place), 7, 7, 5);
    const mark = document.createElementNS(svg.namespaceURI, points ? 'polygon' : 'circle');
    if (points) mark.setAttribute('points', points.map(point => point.join()).join(' '));
    else for (const [name, value] of [['cx', 7], ['cy', 7], ['r', 5]]) mark.setAttribute(name, value);
    mark.style.fill = `var(--p${place % 10})`;
    svg.append(mark);
    return svg;
  }

  let unique = 0;

  function section(id, title, lead) {
    const made = el('section', {id, 'aria-labelledby': id + '-title'},
      el('h2', {id: id + '-title'}, title), lead ? el('p', {class: 'lead'}, lead) : null);
    main.append(made);
    document.getElementById('contents').append(el('li', {}, el('a', {href: '#' + id}, title)));
    return made;
  }

  // A table is filled when it is opened: most readers open few.
  function table(summary, caption, header, rows) {
    const box = el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption});
    const details = el('details', {}, el('summary', {}, summary), box);
    details.addEventListener('toggle', () => {
      if (details.open && !box.firstChild) box.append(filled(caption, header, rows()));
    });
    return details;
  }

  function filled(caption, header, rows) {
    const right = header.map(name => name.startsWith('#'));
    const head = header.map((name, i) => el('th', {scope: 'col', class: right[i] ? 'number' : ''}, name.replace('#', '')));
    return el('table', {}, el('caption', {}, caption), el('thead', {}, el('tr', {}, head)),
      el('tbody', {}, rows.map(row => el('tr', {}, row.map((cell, i) => i === 0
        ? el('th', {scope: 'row'}, cell)
        : el('td', {class: right[i] ? 'number' : header[i] === 'study' || header[i] === 'verdict' ? 'tight' : ''}, cell === null || cell === undefined ? '-' : String(cell)))))));
  }

  // ---- drawing --------------------------------------------------------------------------------

  const charts = [];
  const font = getComputedStyle(document.body).fontFamily;
  let queue = [];

  // A chart is drawn when it comes near the screen, the others when there is time.
  function chart(box, label, option) {
    box.classList.add('chart');
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', label + ' The table below has the same figures.');
    const one = {
      box,
      draw() {
        const size = {width: one.width, height: one.height};
        if (one.drawn) one.drawn.resize({...size, silent: true});
        else one.drawn = echarts.init(box, null, {renderer: 'svg', ...size});
        one.drawn.setOption({animation: false, textStyle: {fontFamily: font},
          ...option(one.width)}, {notMerge: true});
      },
    };
    charts.push(one);
    queue.push(one);
    return one;
  }

  // All sizes at once: asking for one after each chart would lay out the page as often.
  function measure() {
    for (const one of charts) {
      one.width = one.box.clientWidth;
      one.height = one.box.clientHeight;
    }
  }

  const near = new IntersectionObserver(entries => {
    for (const entry of entries) {
      const one = entry.isIntersecting && queue.find(waiting => waiting.box === entry.target);
      if (one) {
        queue = queue.filter(waiting => waiting !== one);
        one.draw();
      }
    }
  }, {rootMargin: '400px'});

  function drawWaiting() {
    const until = performance.now() + 60;
    while (queue.length && performance.now() < until) queue.shift().draw();
    if (queue.length) setTimeout(drawWaiting);
    else if (!root.dataset.drawn) root.dataset.drawn = Math.round(performance.now() - began);
  }

  function redraw() {
    measure();
    for (const one of charts) if (one.drawn) one.draw();
  }

  const axisText = () => ({color: color('--soft'), fontSize: 11});

  function tooltip() {
    return {
      trigger: 'item', confine: true, backgroundColor: color('--card'), borderColor: color('--line'),
      padding: [8, 12], textStyle: {color: color('--ink')}, transitionDuration: 0,
      formatter: item => {
        const lines = item.data && item.data.lines || item.value && item.value.lines;
        return lines ? el('div', {class: 'tip'}, el('b', {}, lines[0]), lines.slice(1).map(line => el('span', {}, line))) : null;
      },
    };
  }

  const ABOVE = [1.001, 1.002, 1.005, 1.01, 1.02, 1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 1.7, 2, 2.5, 3, 4, 5, 7, 10, 20, 50, 100, 1000, 1e4, 1e6];
  const BELOW = [.999, .998, .995, .99, .98, .95, .9, .8, .7, .6, .5, .4, .3, .2, .15, .1, .05, .02, .01, .001, 1e-4, 1e-6];

  // Round ratios from the axis' end inwards, each well apart from the last.
  function ticksOf(candidates, end, span, width) {
    const pixel = span / Math.max(width, 1);
    const inside = candidates.map(Math.log).filter(tick => Math.abs(tick) <= Math.abs(end) - 12 * pixel).reverse();
    const some = [];
    for (const tick of inside) {
      const last = some.length ? Math.abs(some[some.length - 1]) : Infinity;
      if (last - Math.abs(tick) > Math.max(span * .12, 44 * pixel) && Math.abs(tick) > Math.max(span * .08, 34 * pixel)) some.push(tick);
    }
    return some;
  }

  function ratioText(log) {
    const ratio = Math.exp(log);
    if (Math.abs(log) < 1e-12) return '1\u00d7';
    return (ratio >= 100 ? Math.round(ratio) : +ratio.toPrecision(ratio < 1.01 && ratio > .99 ? 4 : 3)) + '\u00d7';
  }

  // How far a ratio axis reaches, down and up: all marks, and intervals unless they would dwarf
  // the marks.
  function reach(items) {
    const all = items.flatMap(item => [item.at, item.bar || 0, ...(item.dots || [])]);
    const marks = Math.max(...all.map(Math.abs), 0);
    const cap = Math.max(marks * 3, Math.log(2.2));
    const side = sign => {
      const far = Math.max(...all.map(at => at * sign), 0);
      const ends = items.flatMap(item => [item.low, item.high]).filter(Number.isFinite).map(end => Math.min(end * sign, cap));
      return Math.max(far, ...ends, 0);
    };
    const [down, up] = [side(-1), side(1)];
    const least = Math.max(Math.log(1.01), (down + up) * .16);
    return [-Math.max(down * 1.06, least), Math.max(up * 1.06, least)];
  }

  // Rows of marks on a ratio axis; an item is {row, at, low, high, shape, color, bar, dots, lines}.
  function ratioOption(items, rows, width) {
    const domain = reach(items);
    const [min, max] = domain;
    const grid = color('--grid');
    return {
      grid: {left: 6, right: 10, top: AXIS, bottom: 0},
      xAxis: {type: 'value', min, max, show: false},
      yAxis: {type: 'value', min: 0, max: rows, inverse: true, show: false},
      tooltip: tooltip(),
      series: [
        {type: 'scatter', data: [], silent: true, markLine: {
          silent: true, symbol: 'none', animation: false,
          data: [...ticksOf(BELOW, min, max - min, width), 0, ...ticksOf(ABOVE, max, max - min, width)].map(tick => ({xAxis: tick,
            lineStyle: {color: tick === 0 ? color('--soft') : grid, width: tick === 0 ? 1.4 : 1, type: 'solid'},
            label: {...axisText(), ...(tick === 0 ? {color: color('--ink'), fontWeight: 600} : {}), position: 'start', formatter: ratioText(tick), distance: 4}}))}},
        {type: 'custom', data: items.map(item => ({value: [item.at, item.row], lines: item.lines})), clip: false,
          renderItem: (params, api) => mark(items[params.dataIndex], params.coordSys, api, domain)},
      ],
    };
  }

  function mark(item, area, api, [min, max]) {
    const clip = at => Math.max(min, Math.min(max, at));
    const clipped = clip(item.at);
    const [x, middle] = api.coord([clipped, item.row]);
    const y = middle + (item.shift || 0);
    const children = [];
    const ink = {stroke: item.color, lineWidth: 2, fill: null};
    if (item.bar !== undefined) {
      const [from] = api.coord([clip(item.bar), item.row]);
      children.push({type: 'rect', shape: {x: Math.min(from, x), y: y - 5, width: Math.max(1.5, Math.abs(x - from)), height: 10, r: 1.5}, style: {fill: item.color, opacity: .38}});
    }
    for (const dot of item.dots || []) {
      if (clip(dot) === dot) {
        const [at] = api.coord([dot, item.row]);
        children.push({type: 'line', shape: {x1: at, x2: at, y1: y - 7, y2: y + 7}, style: {stroke: item.color, lineWidth: 1.5, opacity: .45}});
      }
    }
    if (Number.isFinite(item.low) && Number.isFinite(item.high)) {
      const [a] = api.coord([clip(item.low), item.row]);
      const [b] = api.coord([clip(item.high), item.row]);
      children.push({type: 'line', shape: {x1: a, x2: b, y1: y, y2: y}, style: ink});
      // An arrow says that the interval goes on beyond the axis.
      children.push(end(a, y, item.low < min ? -1 : 0, ink), end(b, y, item.high > max ? 1 : 0, ink));
    }
    const points = shapePath(item.shape, x, y, 4.6);
    const style = {fill: item.color, stroke: color('--card'), lineWidth: .8};
    children.push(points ? {type: 'polygon', shape: {points}, style} : {type: 'circle', shape: {cx: x, cy: y, r: 4.6}, style});
    // Something to point at that is larger than the mark.
    children.push({type: 'rect', shape: {x: area.x, y: y - 8, width: area.width, height: 16}, style: {fill: 'transparent'}});
    return {type: 'group', children};
  }

  function end(x, y, arrow, style) {
    return arrow
      ? {type: 'polyline', shape: {points: [[x - arrow * 5, y - 4], [x, y], [x - arrow * 5, y + 4]]}, style}
      : {type: 'line', shape: {x1: x, x2: x, y1: y - 4, y2: y + 4}, style};
  }

  // ---- figures in words -----------------------------------------------------------------------

  const paramsOf = entry => Object.entries(entry.params).map(([name, value]) => name + '=' + value).join(', ')
    + (entry.threads > 1 ? (Object.keys(entry.params).length ? ', ' : '') + entry.threads + ' threads' : '');
  const plainName = entry => {
    const cut = entry.name.indexOf('(');
    return cut < 0 ? entry.name.replace(/ t\d+$/, '') : entry.name.slice(0, cut);
  };
  const plural = (count, one) => one + (String(count) === '1' ? '' : 's');
  const forksText = forks => `${forks} ${plural(forks, 'fork')}`;
  const intervalText = figure => figure.low === undefined ? figure.interval : '[' + figure.interval + ']';
  const sideOf = (entry, place) => entry.sides.find(side => side.place === place);
  const subjects = entries => {
    const groups = new Map();
    for (const entry of entries) {
      if (!groups.has(entry.subject)) groups.set(entry.subject, []);
      groups.get(entry.subject).push(entry);
    }
    return groups;
  };

  function nameCell(entry, under) {
    return el('div', {}, el('b', {}, plainName(entry)), el('small', {title: paramsOf(entry)}, paramsOf(entry)),
      (under || []).map(text => el('span', {class: 'under'}, text)));
  }

  // Names, a chart and figures beside each other, a row a benchmark.
  function rowsPanel(title, note, names, values, rowHeight, wide) {
    const box = el('div');
    const height = rowHeight * names.length + AXIS;
    box.style.height = height + 'px';
    const panel = el('figure', {class: 'card panel'},
      el('figcaption', {class: 'head'}, el('h3', {class: 'cap'}, title), el('p', {}, note)),
      el('div', {class: 'rows ' + (wide || ''), style: {'--row': rowHeight + 'px', '--axis': AXIS + 'px'}},
        el('div', {class: 'names'}, names), el('div', {class: 'spread'}, box), el('div', {class: 'values'}, values)));
    return {panel, box};
  }

  const label = subject => subject || 'benchmarks';

  // ---- overview -------------------------------------------------------------------------------

  function fact(name) {
    const row = data.facts.find(one => one.name === name);
    if (!row) return null;
    const values = [...new Set(row.values.filter(value => value !== null))];
    return values.length === 1 ? values[0] : values.length ? 'differs: ' + values.join(' / ') : null;
  }

  const bytes = text => {
    const gib = Number(text) / 2 ** 30;
    return text === null || !Number.isFinite(gib) ? text : gib.toFixed(1) + ' GiB';
  };

  function lasted() {
    if (!data.started || !data.finished) return '';
    const seconds = Math.round((new Date(data.finished) - new Date(data.started)) / 1000);
    return seconds < 120 ? `, took ${seconds} s` : `, took ${Math.round(seconds / 60)} min`;
  }

  const range = numbers => {
    const low = Math.min(...numbers);
    const high = Math.max(...numbers);
    return low === high ? String(low) : low + '\u2013' + high;
  };

  function overview() {
    const made = el('section', {id: 'overview', 'aria-labelledby': 'overview-title'});
    main.append(made);
    document.getElementById('contents').append(el('li', {}, el('a', {href: '#overview'}, 'Overview')));
    const when = data.started ? data.started.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') + lasted() : 'The files do not say when they were made';
    const sides = data.benchmarks.flatMap(entry => entry.sides);
    const forks = sides.map(side => side.forks.length);
    const iterations = sides.flatMap(side => side.forks.map(fork => fork.values.length));
    const tile = (number, text) => el('div', {class: 'tile'}, el('b', {}, String(number)), el('span', {}, text));
    made.append(
      el('p', {class: 'eyebrow'}, several ? 'What each place costs' : 'What this place measures'),
      el('h1', {id: 'overview-title'}, data.title),
      el('p', {class: 'when'}, when),
      el('div', {class: 'tiles'},
        tile(data.benchmarks.length, plural(data.benchmarks.length, 'benchmark')),
        tile(subjects(data.benchmarks).size, [...subjects(data.benchmarks).keys()].map(label).join(', ')),
        tile(data.places.length, several ? 'environments' : 'environment'),
        forks.length ? tile(range(forks), `${plural(range(forks), 'fork')} each, the unit of every interval`) : null,
        iterations.length ? tile(range(iterations), `${plural(range(iterations), 'iteration')} a fork`) : null));
    const where = el('dl', {class: 'facts'});
    const stack = several ? data.places.map(place => place.name).join(', ') : data.places[0].name;
    const detected = fact('layers.stack');
    for (const [name, value] of [
      ['Environment', stack || 'not said by the file'],
      ['Seen from inside', detected],
      ['CPU', fact('cpu.model') && fact('cpu.model') + (fact('cpu.threads') ? ', ' + fact('cpu.threads') + ' threads' : '')],
      ['Memory', bytes(fact('memory.totalBytes'))],
      ['Kernel', fact('kernel.release')],
      ['System', fact('os.name')],
      ['JDK', fact('jdk.version')],
      ['Clock', fact('clocksource.current') && fact('clocksource.current') + (fact('clock.latencyNs') ? ', ' + fact('clock.latencyNs') + ' ns a read' : '')],
    ]) {
      if (value) where.append(el('dt', {}, name), el('dd', {}, value));
    }
    const found = data.findings.map(text => {
      const colon = text.indexOf(': ');
      return el('li', {}, colon < 0 ? text : [el('b', {}, text.slice(0, colon)), text.slice(colon)]);
    });
    const caveats = collected();
    made.append(el('div', {class: 'board'},
      el('div', {class: 'card'}, el('h2', {class: 'eyebrow'}, 'Where'), where),
      el('div', {class: 'stackup'},
        el('div', {class: 'card found'}, el('h2', {class: 'eyebrow'}, 'What stands out'),
          el('ul', {}, found.length ? found : el('li', {}, 'Nothing.'))),
        caveats.length ? el('div', {class: 'card warned'}, el('h2', {class: 'eyebrow'}, 'Before you trust a figure'),
          el('ul', {}, caveats.slice(0, 6).map(text => el('li', {}, text))),
          caveats.length > 6 ? el('details', {}, el('summary', {}, `${caveats.length - 6} more`),
            el('ul', {}, caveats.slice(6).map(text => el('li', {}, text)))) : null) : null)));
  }

  // The warnings of all figures, each once, with how many it holds for.
  const MEANINGS = {
    'few forks': 'fewer than five forks: intervals are wide, small changes do not show',
    TIMER_LIMITED: 'TIMER_LIMITED: operations shorter than 20 clock reads, timed in batches',
    RESOLUTION_LIMITED: 'RESOLUTION_LIMITED: the clock is too coarse for the percentile',
  };

  function collected() {
    const counts = new Map();
    let sides = 0;
    for (const entry of data.benchmarks) {
      for (const side of entry.sides) {
        sides++;
        for (const text of side.warnings) {
          const kind = text.startsWith('noise:') ? null : text;
          if (kind) counts.set(kind, (counts.get(kind) || 0) + 1);
        }
      }
    }
    const own = [...counts].map(([text, n]) => `${MEANINGS[text] || text} (${n === sides ? 'all' : n + ' of ' + sides} scores)`);
    const failed = data.places.filter(place => place.failed).map(place => `${place.name}: ${place.failed} visits failed`);
    return [...failed, ...data.warnings, ...own];
  }

  // ---- scores and ratios ----------------------------------------------------------------------

  function legend(container) {
    const others = data.places.slice(1);
    container.append(el('fieldset', {class: 'legend'}, el('legend', {}, `Compared with ${data.places[0].name}:`),
      others.map((place, i) => el('label', {}, el('input', {type: 'checkbox', checked: true, onchange: event => {
        if (event.target.checked) shown.add(i + 1);
        else shown.delete(i + 1);
        redraw();
      }}), swatch(i + 1), place.name))));
  }

  function ratios() {
    const made = section('costs', 'Costs', `How many times ${data.places[0].name} each environment costs; right of 1\u00d7 is worse, whatever the metric. Whiskers are 95 % intervals over forks.`);
    legend(made);
    for (const [subject, entries] of subjects(data.benchmarks)) {
      const places = data.places.length - 1;
      const rowHeight = Math.max(46, 18 * places + 12);
      const withRatio = entries.filter(entry => entry.sides.some(side => side.ratio));
      if (!withRatio.length) continue;
      const values = withRatio.map(entry => el('div', {}, entry.sides.filter(side => side.place > 0).map(side => el('div', {class: 'line'},
        swatch(side.place), el('b', {class: verdictClass(side.ratio)}, side.ratio ? side.ratio.text : '-'),
        el('span', {}, side.ratio ? `${side.ratio.low === undefined ? side.ratio.interval : '[' + side.ratio.interval.replaceAll('\u00d7', '') + ']'} ${side.ratio.verdict || ''}` : 'no ratio')))));
      const under = entry => entry.sides.filter(side => side.ratio).map(side => `${data.places[side.place].name} ${side.ratio.text} ${side.ratio.verdict || ''}`);
      const {panel, box} = rowsPanel(label(subject), `${forkNote(withRatio)}; ratio of the scores`, withRatio.map(entry => nameCell(entry, places < 4 ? under(entry) : [])), values, rowHeight);
      made.append(panel);
      chart(box, `Cost ratios of ${label(subject)}: ${withRatio.length} benchmarks, ${places} environments against ${data.places[0].name}.`,
        width => ratioOption(ratioItems(withRatio, rowHeight, places), withRatio.length, width));
      panel.append(table('Table', `${label(subject)}: scores and ratios`,
        ['benchmark', 'metric', 'environment', '#value', '95 % interval', '#forks', '#ratio', '95 % interval', 'verdict', 'smallest detectable', 'notes'],
        () => withRatio.flatMap(entry => entry.sides.flatMap(side => figureRows(entry, side)))));
    }
  }

  const forkNote = entries => {
    const forks = entries.flatMap(entry => entry.sides.map(side => side.score.forks));
    return forksText(range(forks));
  };

  const verdictClass = ratio => ratio && ratio.verdict === 'worse' ? 'worse' : ratio && ratio.verdict === 'better' ? 'better' : '';

  function ratioItems(entries, rowHeight, places) {
    return entries.flatMap((entry, row) => entry.sides.filter(side => side.ratio && shown.has(side.place)).map(side => ({
      row: row + .5, shift: (side.place - (places + 1) / 2) * 18, at: Math.log(side.ratio.value),
      low: side.ratio.low === undefined ? NaN : Math.log(side.ratio.low), high: side.ratio.high === undefined ? NaN : Math.log(side.ratio.high),
      shape: placeShape(side.place), color: placeColor(side.place),
      lines: [entry.name, `${data.places[side.place].name}: ${side.ratio.text} [${side.ratio.interval}]`,
        `forks ${side.ratio.forks}; ${side.score.text}`, side.ratio.verdict || '', side.ratio.why || ''].filter(Boolean),
    })));
  }

  function figureRows(entry, side) {
    const row = (metric, figure, ratio, notes) => [entry.name, metric, data.places[side.place].name, figure.text, figure.interval, figure.forks,
      ratio && ratio.text, ratio && ratio.interval, ratio && ratio.verdict, ratio && ratio.detectable, notes];
    return [row('score, ' + entry.mode, side.score, side.ratio, [side.ratio && side.ratio.why, side.warnings.join('; ')].filter(Boolean).join('; ')),
      ...side.others.map(other => row(other.metric, other.figure, other.ratio, ''))];
  }

  function scores() {
    const made = section('scores', 'Scores', 'Each benchmark\u2019s score and how sure it is: the bar is the 95 % interval over forks, the strokes are the forks, both relative to the score.');
    for (const [subject, entries] of subjects(data.benchmarks)) {
      const rowHeight = 66;
      const values = entries.map(entry => {
        const side = entry.sides[0];
        return el('div', {}, el('div', {class: 'line'}, el('b', {}, side.score.text), el('span', {}, forksText(side.score.forks))),
          el('div', {class: 'line'}, el('span', {}, intervalText(side.score))),
          side.others.length ? el('div', {class: 'line'}, el('span', {}, headline(side).map(other => other.metric + ' ' + other.figure.text).join(', '))) : null);
      });
      const {panel, box} = rowsPanel(label(subject), `${forkNote(entries)}; relative to the score`,
        entries.map(entry => nameCell(entry, [entry.sides[0].score.text + ' ' + intervalText(entry.sides[0].score)])), values, rowHeight);
      made.append(panel);
      chart(box, `Scores of ${label(subject)} with their intervals: ${entries.length} benchmarks.`, width => ratioOption(scoreItems(entries), entries.length, width));
      panel.append(table('Table', `${label(subject)}: scores and other metrics`,
        ['benchmark', 'metric', '#value', '95 % interval', '#forks', 'with what noise disturbed', 'notes'],
        () => entries.flatMap(entry => {
          const side = entry.sides[0];
          return [[entry.name, `score, ${entry.mode}`, side.score.text, side.score.interval, side.score.forks, side.noise.undropped, side.warnings.join('; ')],
            ...side.others.map(other => [entry.name, other.metric, other.figure.text, other.figure.interval, other.figure.forks, null, ''])];
        })));
    }
  }

  const headline = side => side.others.slice(0, 2);

  const median = numbers => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  };

  function scoreItems(entries) {
    return entries.flatMap((entry, row) => {
      const {score, forks} = entry.sides[0];
      if (!(score.value > 0)) return [];
      return [{
        row: row + .5, at: 0, shape: 'circle', color: placeColor(1),
        low: score.low > 0 ? Math.log(score.low / score.value) : NaN, high: score.high ? Math.log(score.high / score.value) : NaN,
        dots: forks.map(fork => Math.log(median(fork.values.map(Number)) / score.value)).filter(Number.isFinite),
        lines: [entry.name, `${score.text} ${intervalText(score)}`, forksText(score.forks), entry.sides[0].warnings.join('; ')].filter(Boolean),
      }];
    });
  }

  // ---- nested stacks --------------------------------------------------------------------------

  function stacks() {
    if (!data.stacks.length) return;
    const made = section('layers', 'Layers', 'Nested stacks taken apart: what each layer costs alone, what the inner one costs inside the outer, and the whole. Where the interaction is 1\u00d7, the whole is the product of its parts.');
    const groups = new Map();
    for (const stack of data.stacks) {
      const key = JSON.stringify([stack.stack, stack.subject]);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(stack);
    }
    for (const group of groups.values()) {
      const rowHeight = 92;
      const values = group.map(stack => el('div', {}, stack.steps.map((step, i) => el('div', {class: 'line'},
        i < 4 ? swatch(STEP[i]) : el('span', {style: {width: '14px'}}), el('b', {}, step.ratio.text), el('span', {}, step.ratio.low === undefined ? step.ratio.interval : '[' + step.ratio.interval.replaceAll('\u00d7', '') + ']'), el('span', {}, step.label)))));
      const {panel, box} = rowsPanel(`${group[0].stack}: ${label(group[0].subject)}`, `${range(group.flatMap(stack => stack.steps.flatMap(step => step.ratio.forks.split('/').map(Number))))} forks, 95 % intervals; right is worse`,
        group.map(stack => el('div', {}, el('b', {}, stack.name.split('(')[0]), el('small', {}, stack.name.includes('(') ? stack.name.slice(stack.name.indexOf('(')) : ''), el('span', {class: 'under'}, stack.steps[3].label + ' ' + stack.steps[3].ratio.text))), values, rowHeight, 'deep');
      made.append(panel);
      chart(box, `What the layers of ${group[0].stack} cost in ${label(group[0].subject)}.`, width => ratioOption(stackItems(group), group.length, width));
      panel.append(table('Table', `${group[0].stack}: ${label(group[0].subject)}`, ['benchmark', 'step', '#ratio', '95 % interval', '#forks'],
        () => group.flatMap(stack => stack.steps.map(step => [stack.name, step.label, step.ratio.text, step.ratio.interval, step.ratio.forks]))));
    }
  }

  const STEP = [2, 1, 3, 9];

  function stackItems(group) {
    return group.flatMap((stack, row) => stack.steps.slice(0, 4).map((step, i) => {
      const from = i === 2 ? Math.log(stack.steps[1].ratio.value) : 0;
      const at = from + Math.log(step.ratio.value);
      return {
        row: row + .5, shift: (i - 2) * 18, bar: from, at, shape: placeShape(STEP[i]), color: placeColor(STEP[i]),
        low: step.ratio.low === undefined ? NaN : from + Math.log(step.ratio.low), high: step.ratio.high === undefined ? NaN : from + Math.log(step.ratio.high),
        lines: [stack.name, step.label, `${step.ratio.text} [${step.ratio.interval}]`, `forks ${step.ratio.forks}`],
      };
    }));
  }

  // ---- latency --------------------------------------------------------------------------------

  const TIMES = ['ns', 'us', 'ms', 's'];

  function time(ns) {
    let unit = 0;
    let value = ns;
    while (value >= 1000 && unit < 3) {
      value /= 1000;
      unit++;
    }
    return +value.toPrecision(3) + ' ' + TIMES[unit];
  }

  function latencies() {
    const entries = data.benchmarks.filter(entry => entry.sides.some(side => side.latency));
    if (!entries.length) return;
    const made = section('latency', 'Latency', 'How long one operation takes, percentile by percentile, from the merged histograms of all forks; both axes are logarithmic. Where the line is dashed fewer than 100 operations lie beyond.');
    if (several) {
      made.append(el('div', {class: 'legend'}, data.places.map((place, i) => el('span', {class: 'key'}, swatch(i), place.name))));
    }
    for (const [subject, group] of subjects(entries)) {
      made.append(el('h3', {class: 'subject'}, label(subject)));
      const multiples = el('div', {class: 'multiples'});
      made.append(multiples);
      for (const entry of group) {
        const box = el('div', {style: {height: '190px'}});
        const sides = entry.sides.filter(side => side.latency);
        const first = sides[0].latency;
        const line = several ? [`${time(first.curve.length ? quantileAt(first, .301) : 0)} median in ${data.places[sides[0].place].name}`]
          : first.percentiles.map(one => el('span', {title: one.figure.interval}, one.name + ' ', el('b', {}, one.figure.text)));
        const card = el('figure', {class: 'card'},
          el('figcaption', {class: 'named'}, el('b', {}, plainName(entry)), el('small', {title: paramsOf(entry)}, paramsOf(entry))), box,
          el('p', {class: 'percentiles'}, line, el('span', {}, `${forksText(range(sides.map(side => side.latency.forks)))}, ${short(sides.reduce((sum, side) => sum + side.latency.operations, 0))} operations`)));
        multiples.append(card);
        chart(box, `Latency percentiles of ${entry.name}.`, () => curveOption(sides));
        card.append(table('Table', `${entry.name}: latency of one operation`, ['environment', 'percentile', '#latency', '95 % interval', '#forks', '#operations'],
          () => sides.flatMap(side => [
            ...side.latency.percentiles.map(one => [data.places[side.place].name || 'here', one.name, one.figure.text, one.figure.interval, one.figure.forks, side.latency.operations]),
            [data.places[side.place].name || 'here', 'longest', time(side.latency.curve[side.latency.curve.length - 1][1]), 'one operation', side.latency.forks, side.latency.operations]])));
      }
    }
  }

  const short = n => n >= 1e6 ? (n / 1e6).toPrecision(3) + ' M' : n >= 1e4 ? Math.round(n / 1e3) + ' k' : String(n);
  const quantileAt = (latency, decades) => (latency.curve.find(point => point[0] >= decades) || latency.curve[latency.curve.length - 1])[1];
  const share = decades => decades === 0 ? '0' : (100 * (1 - 10 ** -decades)).toFixed(Math.max(0, decades - 2)) + '%';

  const lineShape = place => ({down: 'path://M-1,-1L1,-1L0,1Z'}[placeShape(place)] || placeShape(place));

  function curveOption(sides) {
    const seen = sides.filter(side => side.place === 0 || shown.has(side.place));
    const points = seen.flatMap(side => side.latency.curve.map(point => point[1])).filter(ns => ns > 0);
    const longest = Math.max(1, ...seen.map(side => side.latency.curve[side.latency.curve.length - 1][0]));
    const line = (side, part, type) => ({
      type: 'line', name: String(side.place), symbol: 'none', symbolSize: 8,
      // A shape at each decade tells the lines apart without their colours.
      data: part.filter(point => point[1] > 0).map(point => several && point[0] % 1 === 0 ? {value: point, symbol: lineShape(side.place)} : point),
      color: placeColor(several ? side.place : 1), lineStyle: {width: 2, type}, emphasis: {disabled: true},
    });
    const pointed = items => {
      const lines = new Map(items.map(item => [item.seriesName, `${data.places[item.seriesName].name || 'here'}: ${time(item.value[1])}`]));
      return el('div', {class: 'tip'}, el('b', {}, percent(items[0].value[0])), [...lines.values()].map(text => el('span', {}, text)));
    };
    return {
      grid: {left: 4, right: 14, top: 12, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: pointed, axisPointer: {lineStyle: {color: color('--soft')}}},
      xAxis: {type: 'value', min: 0, max: Math.ceil(longest * 4) / 4, interval: 1, axisLabel: {...axisText(), formatter: share, hideOverlap: true, showMaxLabel: longest % 1 === 0},
        splitLine: {lineStyle: {color: color('--grid')}}, axisLine: {lineStyle: {color: color('--line')}}, axisTick: {show: false}},
      yAxis: {type: 'log', min: 10 ** Math.floor(Math.log10(Math.min(...points))), max: 10 ** Math.ceil(Math.log10(Math.max(...points) * 1.0001)),
        axisLabel: {...axisText(), formatter: time}, splitLine: {lineStyle: {color: color('--grid')}}, minorSplitLine: {show: false}},
      series: seen.flatMap(side => [
        line(side, side.latency.curve.slice(0, side.latency.solid), 'solid'),
        line(side, side.latency.curve.slice(Math.max(0, side.latency.solid - 1)), 'dashed')].filter(one => one.data.length > 1)),
    };
  }

  const percent = decades => (100 * (1 - 10 ** -decades)).toFixed(Math.max(1, Math.ceil(decades) - 1)) + ' %';

  // ---- iterations -----------------------------------------------------------------------------

  function iterations() {
    if (!data.benchmarks.length) return;
    const made = section('iterations', 'Iterations', 'Every iteration of every fork against the median of all: what a score is made of. A mark in a cell says that something around the iteration disturbed it; hover or open the table to see what.');
    let place = 0;
    const panels = el('div');
    const tools = el('div', {class: 'tools'}, several ? el('label', {}, 'Environment ', el('select', {onchange: event => {
      place = Number(event.target.value);
      fill();
    }}, data.places.map((one, i) => el('option', {value: i}, one.name)))) : null,
    el('span', {class: 'scale'}, 'better', el('i'), 'worse'), el('span', {class: 'scale', id: 'scale'}));
    made.append(tools, panels);
    function fill() {
      for (let i = charts.length - 1; i >= 0; i--) {
        if (panels.contains(charts[i].box)) {
          if (charts[i].drawn) charts[i].drawn.dispose();
          queue = queue.filter(waiting => waiting !== charts[i]);
          charts.splice(i, 1);
        }
      }
      panels.replaceChildren();
      for (const [subject, entries] of subjects(data.benchmarks.filter(entry => sideOf(entry, place)))) strip(panels, subject, entries, place);
      if (!root.dataset.drawn) return;
      measure();
      drawWaiting();
    }
    fill();
  }

  function deviations(entry, side) {
    const all = side.forks.flatMap(fork => fork.values.map(Number)).filter(value => value > 0);
    const middle = median(all);
    const sign = entry.better === 'higher' ? -1 : 1;
    return side.forks.map(fork => fork.values.map((value, i) => ({value: Number(value), worse: sign * Math.log(Number(value) / middle), flag: fork.flags && fork.flags[i]})));
  }

  function strip(panels, subject, entries, place) {
    const rowHeight = 50;
    const strips = entries.map(entry => deviations(entry, sideOf(entry, place)));
    const all = strips.flat(2).map(cell => Math.abs(cell.worse)).filter(Number.isFinite).sort((a, b) => a - b);
    const limit = Math.max(Math.log(1.02), all[Math.floor((all.length - 1) * .9)] || 0);
    const values = entries.map(entry => {
      const {noise} = sideOf(entry, place);
      return el('div', {}, el('div', {class: 'line'}, el('b', {}, `${noise.flagged} of ${noise.iterations}`), el('span', {}, noise.flagged ? 'disturbed' : 'disturbed: quiet')),
        noise.causes ? el('div', {class: 'line'}, el('span', {}, noise.causes)) : null);
    });
    const {panel, box} = rowsPanel(label(subject), `deepest colour at ${ratioText(limit)} the median`, entries.map(entry => nameCell(entry)), values, rowHeight, 'wide');
    panels.append(panel);
    chart(box, `Iterations of ${label(subject)}, fork by fork.`, () => stripOption(entries, strips, limit, place));
    panel.append(table('Table', `${label(subject)}: every iteration, in the benchmark\u2019s own unit`, ['benchmark', 'fork', 'values', 'disturbed by'],
      () => entries.flatMap(entry => sideOf(entry, place).forks.map(fork => [entry.name, fork.index + 1,
        fork.values.map(value => +Number(value).toPrecision(5)).join('  ') + ' ' + entry.unit,
        fork.flags ? Object.entries(fork.flags).map(([i, cause]) => `iteration ${Number(i) + 1}: ${cause}`).join('; ') : '']))));
  }

  const shades = new Map();

  // From better to worse, in steps too fine to see.
  function shade(share) {
    const step = Math.round(Math.max(-1, Math.min(1, share)) * 64);
    if (!shades.has(step)) {
      const parse = text => [1, 3, 5].map(i => parseInt(text.slice(i, i + 2), 16));
      const from = parse(color('--mid'));
      const to = parse(color(step > 0 ? '--worse' : '--better'));
      shades.set(step, `rgb(${from.map((c, i) => Math.round(c + (to[i] - c) * Math.abs(step) / 64)).join()})`);
    }
    return shades.get(step);
  }

  function stripOption(entries, strips, limit, place) {
    const most = Math.max(...strips.map(forks => forks.length));
    const widest = Math.max(...strips.flat().map(fork => fork.length));
    const step = widest + .6;
    const items = strips.flatMap((forks, row) => forks.flatMap((fork, f) => fork.map((cell, i) => ({row, x: f * step + i, cell, lines: [
      entries[row].name, `fork ${f + 1}, iteration ${i + 1}: ${+cell.value.toPrecision(5)} ${entries[row].unit}`,
      Number.isFinite(cell.worse) ? `${ratioText(cell.worse)} the median, worse is above 1` : '', cell.flag ? 'disturbed: ' + cell.flag : ''].filter(Boolean)}))));
    const labelEvery = Math.ceil(most / 12);
    return {
      grid: {left: 2, right: 2, top: AXIS, bottom: 0},
      tooltip: tooltip(),
      xAxis: {type: 'value', min: 0, max: most * step - .6, show: false},
      yAxis: {type: 'value', min: 0, max: entries.length, inverse: true, show: false},
      series: [
        {type: 'scatter', data: [], silent: true, markPoint: {silent: true, symbolSize: 0, data: [...Array(most).keys()].filter(f => f % labelEvery === 0)
          .map(f => ({coord: [f * step + widest / 2, 0], label: {...axisText(), formatter: 'fork ' + (f + 1), position: 'top', distance: 10}}))}},
        {type: 'custom', data: items.map(item => ({value: [item.x, item.row], lines: item.lines})), renderItem: (params, api) => {
          const item = items[params.dataIndex];
          const [x, y] = api.coord([item.x, item.row]);
          const [width, height] = api.size([1, 1]);
          const gap = width > 6 ? 1.5 : .4;
          const cell = {type: 'rect', shape: {x, y: y + 7, width: Math.max(1, width - gap), height: height - 14, r: width > 6 ? 2 : 0},
            style: {fill: Number.isFinite(item.cell.worse) ? shade(item.cell.worse / limit) : color('--line')}};
          const r = Math.min(3.2, width / 3);
          const flag = item.cell.flag && {type: 'circle', shape: {cx: x + (width - gap) / 2, cy: y + height / 2, r}, style: {fill: color('--card'), stroke: color('--ink'), lineWidth: width > 6 ? 1.3 : .6}};
          return flag ? {type: 'group', children: [cell, flag]} : cell;
        }},
      ],
    };
  }

  // ---- what experiments found ------------------------------------------------------------------

  // A table that is read, not looked up: open from the start.
  const plainTable = (caption, header, rows) => el('div', {class: 'scroll plain', tabindex: 0, role: 'region', 'aria-label': caption}, filled(caption, header, rows));

  function experiments() {
    for (const one of data.sections || []) {
      const made = section(one.id, one.title, one.lead);
      for (const bars of (one.bars || []).filter(some => some.bars.length)) made.append(barsPanel(bars));
      // A name has the same colour in all charts of a section, whichever lines one of them lacks.
      const names = [...new Set(one.curves.flatMap(curves => curves.lines.map(line => line.name)))];
      const place = line => names.indexOf(line.name) + 1;
      for (const curves of one.curves) {
        const box = el('div', {style: {height: '280px'}});
        made.append(el('figure', {class: 'card panel'},
          el('figcaption', {class: 'head'}, el('h3', {class: 'cap'}, curves.title), el('p', {}, `${curves.yLabel} over ${curves.xLabel}`)),
          el('div', {class: 'legend'}, curves.lines.map(line => el('span', {class: 'key'}, swatch(place(line)), line.name))), box));
        chart(box, `${curves.title}: ${curves.yLabel} over ${curves.xLabel}.`, () => linesOption(curves, place));
      }
      for (const rows of one.tables) made.append(plainTable(rows.caption, rows.header, rows.rows));
      if (one.studies.length) {
        made.append(plainTable('The studies\u2019 figures beside ours', ['claim', 'study', 'there', 'here', 'verdict'],
          one.studies.map(beside => [beside.claim, beside.source, beside.theirs, beside.ours, beside.verdict])));
      }
      if (one.notes.length) made.append(el('ul', {class: 'notes'}, one.notes.map(note => el('li', {}, note))));
    }
  }

  // Few cases with long names: rows of the page itself, which wrap and can be read aloud.
  function barsPanel(bars) {
    // An interval that would dwarf the bars ends in an arrow; its figure says how far it goes.
    const longest = Math.max(bars.mark || 0, ...bars.bars.map(bar => bar.value || 0)) || 1;
    const most = Math.max(longest, ...bars.bars.map(bar => Math.min(bar.high || 0, 1.5 * longest))) * 1.02;
    const share = value => `${100 * Math.min(1, value / most)}%`;
    return el('figure', {class: 'card panel'},
      el('figcaption', {class: 'head'}, el('h3', {class: 'cap'}, bars.title), el('p', {}, bars.label)),
      el('div', {class: 'bars'}, bars.bars.map(bar => el('div', {class: bar.theirs ? 'barrow bartheirs' : 'barrow'},
        el('span', {class: 'barname'}, bar.name),
        el('span', {class: 'bartrack', 'aria-hidden': 'true'},
          bar.value === null || bar.value === undefined
            ? el('span', {class: 'barnone'}, bar.text)
            : [el('span', {class: 'barfill', style: {width: share(bar.value)}}),
              bar.low === null || bar.low === undefined ? '' : el('span', {class: bar.high > most ? 'barspan barmore' : 'barspan', style: {left: share(bar.low), width: `calc(${share(bar.high)} - ${share(bar.low)})`}})],
          bars.mark ? el('span', {class: 'barone', style: {left: share(bars.mark)}}) : ''),
        el('span', {class: 'bartext'}, bar.text)))));
  }

  // Powers of ten, or of two where all lies within two of ten.
  function logAxis(values) {
    const above = values.filter(value => value > 0);
    const [low, high] = above.length ? [Math.min(...above), Math.max(...above)] : [1, 10];
    const base = high / low < 50 ? 2 : 10;
    const power = (value, round) => base ** round(Math.log(value) / Math.log(base));
    return {type: 'log', logBase: base, min: power(low, Math.floor), max: power(high * 1.0001, Math.ceil)};
  }

  function linesOption(curves, place) {
    const points = curves.lines.flatMap(line => line.points);
    const even = curves.xScale === 'EVEN' ? [...new Set(points.map(point => point.x))].sort((a, b) => a - b) : null;
    const at = point => even ? even.indexOf(point.x) : point.x;
    const whisker = point => ({value: [at(point), point.low, point.high]});
    const xAxis = even ? {type: 'category', data: even.map(String)} : {type: 'value', min: 0, minInterval: 1};
    // A power is a little off the number that it stands for.
    const yLabel = curves.yScale === 'LOG' ? {...axisText(), formatter: value => Number(value.toPrecision(6)).toLocaleString('en')} : axisText();
    const yAxis = curves.yScale === 'LOG' ? logAxis(points.map(point => point.y)) : {type: 'value', min: 0};
    return {
      grid: {left: 6, right: 16, top: 14, bottom: 22, containLabel: true},
      tooltip: tooltip(),
      xAxis: {...xAxis, name: curves.xLabel, nameLocation: 'middle', nameGap: 24, nameTextStyle: axisText(), axisLabel: axisText(),
        splitLine: {lineStyle: {color: color('--grid')}}, axisLine: {lineStyle: {color: color('--line')}}, axisTick: {show: false}},
      yAxis: {...yAxis, axisLabel: yLabel, splitLine: {lineStyle: {color: color('--grid')}}},
      series: curves.lines.flatMap(line => [
        {type: 'line', data: line.points.map(point => ({value: [at(point), point.y], lines: [line.name, point.text]})), symbol: lineShape(place(line)), symbolSize: 8,
          color: placeColor(place(line)), lineStyle: {width: 2}, emphasis: {disabled: true}},
        {type: 'custom', silent: true, clip: true, data: line.points.filter(point => point.low !== null && point.high !== null).map(whisker), encode: {x: 0, y: [1, 2]},
          renderItem: (params, api) => {
            const [x, low] = api.coord([api.value(0), api.value(1)]);
            const [, high] = api.coord([api.value(0), api.value(2)]);
            const style = {stroke: placeColor(place(line)), lineWidth: 1.4, fill: null};
            return {type: 'group', children: [[x, low, x, high], [x - 4, low, x + 4, low], [x - 4, high, x + 4, high]]
              .map(([x1, y1, x2, y2]) => ({type: 'line', shape: {x1, y1, x2, y2}, style}))};
          }}]),
    };
  }

  // ---- studies, facts, data -------------------------------------------------------------------

  function studies() {
    if (!data.studies.length) return;
    const made = section('studies', 'Studies', 'What five published studies found on their machines, beside what was found here. A claim holds where our whole interval lies within its bounds; ours and theirs are comparable only on the same topology.');
    const rows = list => filled('The studies\u2019 figures beside ours', ['claim', 'study', 'there', 'here', 'verdict'], list.map(one => [one.claim, one.source, one.theirs, one.ours, one.verdict]));
    const tested = data.studies.filter(one => one.verdict !== 'figures alone');
    const alone = data.studies.filter(one => one.verdict === 'figures alone');
    const box = list => el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Studies'}, rows(list));
    if (tested.length) made.append(box(tested));
    if (alone.length) made.append(el('details', {}, el('summary', {}, `${alone.length} figures that nothing here stands beside`), box(alone)));
  }

  function facts() {
    if (!data.facts.length) return;
    const differing = data.facts.filter(row => row.differs).length;
    const made = section('facts', 'Facts', several ? `${data.facts.length} facts of ${data.places.length} environments side by side; ${differing} differ and are marked.` : `${data.facts.length} facts of this environment, as seen from inside it.`);
    const families = new Map();
    for (const row of data.facts) {
      const family = row.name.split('.')[0];
      if (!families.has(family)) families.set(family, []);
      families.get(family).push(row);
    }
    const body = el('tbody');
    function fill(only) {
      body.replaceChildren();
      for (const [family, rows] of families) {
        const kept = rows.filter(row => !only || row.differs);
        if (kept.length) body.append(el('tr', {class: 'group'}, el('th', {scope: 'colgroup', colspan: data.places.length + 1}, family)));
        for (const row of kept) {
          body.append(el('tr', {class: row.differs ? 'differs' : ''}, el('th', {scope: 'row'}, row.name, row.differs ? el('span', {class: 'hidden'}, ' differs') : null),
            row.values.map(value => el('td', {class: 'mono'}, value === null ? 'not told' : value))));
        }
      }
    }
    fill(several && differing > 0);
    const everything = el('table', {}, el('caption', {}, 'A fact that an environment does not tell is not zero: it is not told'),
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'fact'), data.places.map(place => el('th', {scope: 'col'}, place.name || 'here')))), body);
    const box = el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Facts'}, everything);
    if (several) {
      made.append(el('div', {class: 'tools'}, el('label', {class: 'key'}, el('input', {type: 'checkbox', checked: differing > 0, onchange: event => fill(event.target.checked)}), ' only what differs')), box);
    } else {
      made.append(el('details', {}, el('summary', {}, 'All facts'), box));
    }
  }

  function raw() {
    const made = section('data', 'Data', 'Everything on this page as JSON, and each benchmark\u2019s raw values.');
    const blob = new Blob([JSON.stringify(data, null, 1)], {type: 'application/json'});
    made.append(el('div', {class: 'tools'}, el('a', {class: 'button', download: 'report.json', href: URL.createObjectURL(blob)}, 'Download JSON')));
    for (const [subject, entries] of subjects(data.benchmarks)) {
      made.append(el('h3', {class: 'subject'}, label(subject)));
      for (const entry of entries) {
        made.append(table(entry.name, `${entry.benchmark}, ${entry.mode}, ${entry.unit}, ${entry.better} is better`, ['environment', 'fork', 'iteration', '#' + entry.unit, 'disturbed by'],
          () => entry.sides.flatMap(side => side.forks.flatMap(fork => fork.values.map((value, i) =>
            [data.places[side.place].name || 'here', fork.index + 1, i + 1, value, fork.flags && fork.flags[i] || ''])))));
      }
    }
  }

  // ---- theme and print ------------------------------------------------------------------------

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const toggle = document.getElementById('theme');
  let chosen = null;

  function theme(name) {
    root.dataset.theme = name;
    colors.clear();
    shades.clear();
    toggle.textContent = name === 'dark' ? 'Light' : 'Dark';
    toggle.setAttribute('aria-label', `Switch to ${name === 'dark' ? 'light' : 'dark'} colours`);
    redraw();
  }

  const wanted = () => chosen || (dark.matches ? 'dark' : 'light');
  toggle.addEventListener('click', () => {
    chosen = wanted() === 'dark' ? 'light' : 'dark';
    theme(chosen);
  });
  dark.addEventListener('change', () => theme(wanted()));
  addEventListener('beforeprint', () => {
    root.classList.add('printing');
    measure();
    while (queue.length) queue.shift().draw();
    theme('light');
  });
  addEventListener('afterprint', () => {
    root.classList.remove('printing');
    theme(wanted());
  });
  let resized;
  addEventListener('resize', () => {
    clearTimeout(resized);
    resized = setTimeout(redraw, 120);
  });

  theme(wanted());
  overview();
  experiments();
  if (several) ratios();
  else scores();
  stacks();
  latencies();
  iterations();
  studies();
  facts();
  raw();
  measure();
  for (const one of queue) near.observe(one.box);
  setTimeout(drawWaiting);
})();
