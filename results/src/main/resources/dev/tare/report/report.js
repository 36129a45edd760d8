'use strict';
// Draws the report from the data in this page. Names come from files: they are only ever set as
// text, never as markup.
(() => {
  const began = performance.now();
  const text = document.getElementById('data').textContent;
  const data = JSON.parse(text, (key, value) => typeof value === 'string' ? shownAs(value) : value);
  const root = document.documentElement;
  const main = document.getElementById('main');
  const several = data.places.length > 1;
  const experiment = Boolean(data.sections && data.sections.length);
  // What benchmarks gave: an experiment's own figures have its tables, one value a block and no noise.
  const timed = data.benchmarks.filter(entry => !entry.benchmark.startsWith('dev.tare.experiment.'));
  const SHAPES = ['circle', 'rect', 'triangle', 'diamond', 'down'];

  // Breaks become blanks, what cannot be seen its number, and a run of letters that are read from
  // the right ends with a mark, or a figure behind it would join it.
  function shownAs(name) {
    return name.replace(/[\s\u0085]/gu, ' ')
      .replace(/[\p{Cc}\p{Cs}\u061c\u200b\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, c => '\\u' + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0'))
      .replace(/([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])(?!\s*[\u200e\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])/gu, '$1\u200e');
  }

  // ---- elements -------------------------------------------------------------------------------

  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'class') made.className = value;
      else if (name === 'style') for (const [k, v] of Object.entries(value)) made.style.setProperty(k, v);
      else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
    }
    return fill(made, ...children);
  }

  const fill = (element, ...children) => {
    element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
    return element;
  };

  // Asking for a style is slow; the answer holds until the theme changes.
  const colors = new Map();

  function color(name) {
    if (!colors.has(name)) colors.set(name, getComputedStyle(root).getPropertyValue(name).trim());
    return colors.get(name);
  }

  const placeColor = place => color('--p' + place % 10);
  const placeInk = place => `var(--p${place % 10})`;
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

  // A box that scrolls says so where what is in it is wider.
  const wide = new ResizeObserver(entries => {
    for (const {target} of entries) target.toggleAttribute('data-wide', target.scrollWidth > target.clientWidth + 1);
  });

  function scrolling(caption, content, kind) {
    const box = el('div', {class: 'scroll ' + (kind || ''), tabindex: 0, role: 'region', 'aria-label': caption}, content);
    wide.observe(box);
    return box;
  }

  // A table is filled when it is opened: most readers open few.
  function table(summary, caption, columns, rows) {
    const box = scrolling(caption);
    const details = el('details', {}, el('summary', {}, summary), box);
    details.addEventListener('toggle', () => {
      if (details.open && !box.firstChild) box.append(filled(caption, columns, rows()));
    });
    return details;
  }

  // It stays where it can be read when the table below it is scrolled.
  const captioned = text => el('caption', {}, el('span', {}, text));

  const ofWords = (...titles) => titles.map(title => ({title, numbers: false}));
  const ofNumbers = (...titles) => titles.map(title => ({title, numbers: true}));

  function filled(caption, columns, rows) {
    const head = columns.map(column => el('th', {scope: 'col', class: column.numbers ? 'number' : ''}, column.title));
    const kind = column => column.numbers ? 'number' : ['study', 'verdict'].includes(column.title) ? 'tight' : '';
    return el('table', {}, captioned(caption), el('thead', {}, el('tr', {}, head)),
      el('tbody', {}, rows.map(row => el('tr', {}, row.map((cell, i) => i === 0
        ? el('th', {scope: 'row', class: columns[0].numbers ? 'number' : ''}, cell)
        : el('td', {class: kind(columns[i])}, cell === null || cell === undefined ? '-' : String(cell)))))));
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
  function ticksOf(candidates, end, span) {
    const some = [];
    for (const tick of candidates.map(Math.log).filter(one => Math.abs(one) <= Math.abs(end) * .97).reverse()) {
      const last = some.length ? Math.abs(some[some.length - 1]) : Infinity;
      if (last - Math.abs(tick) > span * .14 && Math.abs(tick) > span * .1) some.push(tick);
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

  // An axis of ratios that all lines of a panel share; positions on it are shares of its width.
  function axis(items) {
    const [min, max] = reach(items);
    const at = log => `${(100 * (Math.max(min, Math.min(max, log)) - min) / (max - min)).toFixed(2)}%`;
    const ticks = [...ticksOf(BELOW, min, max - min), 0, ...ticksOf(ABOVE, max, max - min)];
    const lines = () => ticks.map(tick => el('i', {class: tick === 0 ? 'one' : 'tick', style: {left: at(tick)}}));
    return {
      labels: () => el('div', {class: 'track labels', 'aria-hidden': true}, ticks.map(tick => el('span', {style: {left: at(tick)}}, ratioText(tick)))),
      // An item is {at, low, high, place, color, bar, dots}; an arrow says that its interval goes on.
      track: item => el('div', {class: 'track', 'aria-hidden': true, style: {'--mark': item.color}}, lines(),
        item.bar === undefined ? null : el('i', {class: 'bar', style: {left: at(Math.min(item.bar, item.at)), right: `calc(100% - ${at(Math.max(item.bar, item.at))})`}}),
        (item.dots || []).filter(dot => dot >= min && dot <= max).map(dot => el('i', {class: 'stroke', style: {left: at(dot)}})),
        Number.isFinite(item.low) && Number.isFinite(item.high) ? el('i', {class: 'span' + (item.low < min ? ' below' : '') + (item.high > max ? ' above' : ''),
          style: {left: at(item.low), right: `calc(100% - ${at(item.high)})`}}) : null,
        Number.isFinite(item.at) ? el('span', {class: 'at', style: {left: at(item.at)}}, swatch(item.place)) : null),
    };
  }

  // ---- figures in words -----------------------------------------------------------------------

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

  // A name that is too long for its column goes on after a dot.
  const named = (name, small) => el('div', {class: 'name'},
    el('b', {}, ...name.split(/(?<=\.)/).flatMap(part => [part, document.createElement('wbr')])), el('small', {}, small));
  const nameCell = entry => named(entry.method, entry.variant);

  // A row has a name and lines, a line a track and what it says: narrow screens stack all of them.
  const line = (track, said) => el('div', {class: 'line'}, track, el('div', {class: 'said'}, said));
  const row = (name, lines) => el('div', {class: 'row'}, name, el('div', {class: 'lines'}, lines));
  const rowsPanel = (title, note, labels, rows) => el('figure', {class: 'card panel'},
    el('figcaption', {class: 'head'}, el('h3', {class: 'cap'}, title), el('p', {}, note)),
    el('div', {class: 'rows'}, labels ? row(el('div', {class: 'name'}), line(labels, '')) : null, rows));

  const label = subject => subject || 'benchmarks';

  // ---- overview -------------------------------------------------------------------------------

  function fact(name) {
    const row = data.facts.find(one => one.name === name);
    if (!row) return null;
    const values = [...new Set(row.values.filter(value => value !== null))];
    if (values.length > 1 && values.every(value => Number.isFinite(Number(value)))) return range(values.map(Number));
    return values.length === 1 ? values[0] : values.length ? 'differs: ' + values.join(' / ') : null;
  }

  // A name without blanks breaks at its dots and brackets, and not inside of a word.
  const soft = text => text.split(/(?<=[.(])(?=\D)(?=\S)/).flatMap((part, i) => i ? [el('wbr'), part] : [part]);

  const bytes = text => {
    const gib = Number(text) / 2 ** 30;
    return text === null || !Number.isFinite(gib) ? text : gib.toFixed(1) + ' GiB';
  };

  function lasted() {
    if (!data.started || !data.finished) return '';
    const seconds = data.measuredSeconds ?? Math.round((new Date(data.finished) - new Date(data.started)) / 1000);
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
    const when = data.started ? data.started.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') + lasted() : 'the files carry no date';
    const version = fact('tare.version');
    const caveats = collected();
    fill(made,
      el('p', {class: 'eyebrow'}, data.question),
      el('h1', {id: 'overview-title'}, data.answer),
      data.next ? el('p', {class: 'lead'}, data.next) : null,
      el('p', {class: 'when'}, data.command ? el('code', {}, data.command) : data.title, ' \u00b7 ', version ? `Tare ${version} \u00b7 ` : '', data.host ? data.host + ' \u00b7 ' : '', when),
      el('div', {class: 'board'}, first(),
        el('div', {class: 'card warned'}, el('h2', {class: 'eyebrow'}, 'Before you trust a figure'),
          el('ul', {}, caveats.slice(0, 6).map(one => el('li', {}, soft(one)))),
          caveats.length > 6 ? el('details', {}, el('summary', {}, `${caveats.length - 6} more`),
            el('ul', {}, caveats.slice(6).map(one => el('li', {}, soft(one))))) : null)));
    const sides = timed.flatMap(entry => entry.sides);
    const forks = sides.map(side => side.forks.length);
    const iterations = sides.flatMap(side => side.forks.map(fork => fork.values.length));
    const where = el('dl', {class: 'facts'});
    for (const [name, value] of [
      ['Results', data.title],
      [several ? 'Environments' : 'Environment', data.benchmarks.length && (data.places.map(place => place.label).join(data.places.some(place => place.label.includes(', ')) ? '; ' : ', ') || 'not said by the file')],
      ['Measured', timed.length && `${timed.length} ${plural(timed.length, 'benchmark')}` + (forks.length ? `, ${range(forks)} ${plural(range(forks), 'fork')} each, ${range(iterations)} ${plural(range(iterations), 'iteration')} a fork` : '')],
      ['CPU', fact('cpu.model') && fact('cpu.model') + (fact('cpu.threads') ? ', ' + fact('cpu.threads') + ' threads' : '')],
      ['Memory', bytes(fact('memory.totalBytes'))],
      ['Kernel', fact('kernel.release')],
      ['System', fact('os.name')],
      ['JDK', fact('jdk.version')],
      ['Clock', fact('clocksource.current') && fact('clocksource.current') + (fact('clock.latencyNs') ? ', ' + fact('clock.latencyNs') + ' ns a read' : '')],
    ]) {
      if (value) where.append(el('dt', {}, name), el('dd', {}, value));
    }
    const found = data.findings.map(one => {
      const colon = one.indexOf(': ');
      return el('li', {}, colon < 0 ? one : [el('b', {}, one.slice(0, colon)), one.slice(colon)]);
    });
    fill(made, el('div', {class: 'board even'},
      el('div', {class: 'card'}, el('h2', {class: 'eyebrow'}, 'Where'), where),
      found.length ? el('div', {class: 'card found'}, el('h2', {class: 'eyebrow'}, 'What stands out'), el('ul', {}, found)) : null));
  }

  const firstBars = () => (data.sections || []).flatMap(one => one.bars).find(one => one.bars.length);
  const firstCurves = () => firstBars() ? undefined : (data.sections || []).flatMap(one => one.curves)[0];

  // The chart of the first screen, which its section has not once more: an experiment's first, the environments ranked, or the scores.
  function first() {
    const bars = firstBars();
    if (bars) return barsPanel(bars);
    const curves = firstCurves();
    if (curves) return curvesPanel(curves, [...new Set(curves.lines.map(one => one.name))]);
    const fleet = (data.sections || []).map(one => one.fleet).find(Boolean);
    if (fleet) return nodesPanel(fleet);
    // Scores of several places, told apart by nothing, would be anybody's.
    return data.compared ? ranked() : several ? null : sureness();
  }

  const MOST = 9;

  // All pairs of benchmark and environment where they are few, else a row an environment, each with
  // the score that is farthest from the first environment's.
  function ranked() {
    const pairs = data.benchmarks.flatMap(entry => entry.sides.map(side => ({entry, side, base: sideOf(entry, 0)})));
    const rows = pairs.length <= MOST
      ? pairs.filter(pair => pair.side.place === 0 || pair.side.ratio).map(pair => ({...ratioItem(pair.side), name: data.places[pair.side.place].label, small: pair.entry.method + (pair.entry.variant ? ' ' + pair.entry.variant : ''),
        said: [el('b', {class: verdictClass(pair.side.ratio)}, pair.side.ratio ? pair.side.ratio.text : '1\u00d7'), ' ', el('span', {}, `${pair.side.score.text}${pair.side.ratio ? ', ' + pair.side.ratio.said : ', what it is compared with'}`)]}))
      : data.places.map((place, i) => {
        const mean = place.mean ? Math.log(place.mean.value) : 0;
        const far = pairs.filter(pair => pair.side.place === i && pair.side.ratio).sort((a, b) => Math.abs(Math.log(b.side.ratio.value)) - Math.abs(Math.log(a.side.ratio.value)))[0];
        return {at: i && !place.mean ? NaN : mean, bar: 0, place: i, color: placeInk(i), name: place.label,
          small: place.mean ? `geometric mean of ${place.mean.scores} ${plural(place.mean.scores, 'score')}` : i ? 'no ratio' : 'what the others are compared with',
          said: [el('b', {}, place.mean ? place.mean.text : i ? '-' : '1\u00d7'), far ? el('span', {}, ` farthest: ${far.entry.method} ${far.side.score.text} against ${far.base.score.text}, ${far.side.ratio.text} ${far.side.ratio.said}`) : null]};
      });
    rows.sort((a, b) => b.at - a.at);
    const scale = axis(rows.filter(one => Number.isFinite(one.at)));
    return rowsPanel('Ranked: right of 1\u00d7 costs more', `against ${data.places[0].name}`, scale.labels(),
      rows.map(one => row(named(one.name, one.small), [line(scale.track(one), one.said)])));
  }

  // The scores of one place, the surest first.
  function sureness() {
    const rows = data.benchmarks.map(entry => ({entry, side: entry.sides[0], item: scoreItem(entry)}))
      .sort((a, b) => width(a.item) - width(b.item));
    const shownRows = rows.slice(0, MOST);
    const scale = axis(shownRows.map(one => one.item));
    return rowsPanel('Scores, the surest first', rows.length > MOST ? `${MOST} of ${rows.length}; all are below` : 'the line is the 95 % interval', scale.labels(),
      shownRows.map(one => row(nameCell(one.entry), [line(scale.track(one.item), [el('b', {}, one.side.score.text), ' ', el('span', {}, intervalText(one.side.score))])])));
  }

  const width = item => Number.isFinite(item.high - item.low) ? item.high - item.low : Infinity;

  // The warnings of all figures, each once, with how many it holds for.
  const MEANINGS = {
    'few forks': 'fewer than five forks: intervals are wide, small changes do not show',
    TIMER_LIMITED: 'TIMER_LIMITED: operations shorter than 20 clock reads, timed in batches',
    RESOLUTION_LIMITED: 'RESOLUTION_LIMITED: the clock is too coarse for the percentile',
  };

  function collected() {
    const found = new Map();
    let sides = 0;
    for (const entry of data.benchmarks) {
      for (const side of entry.sides) {
        sides++;
        for (const text of side.warnings.filter(one => !one.startsWith('noise:'))) {
          if (!found.has(text)) found.set(text, []);
          found.get(text).push(several ? `${entry.name} in ${data.places[side.place].name}` : entry.name);
        }
      }
    }
    const whose = names => names.length === sides ? 'all scores' : names.length > 2 ? `${names.length} of ${sides} scores` : names.join(', ');
    const own = [...found].map(([text, names]) => `${MEANINGS[text] || text} (${whose(names)})`);
    const failed = data.places.filter(place => place.failed).map(place => `${place.name}: ${place.failed} trials failed`);
    const silent = timed.flatMap(entry => entry.sides).filter(side => !side.noise).length;
    const noise = silent ? [`noise: not recorded (${silent === sides ? 'all' : silent + ' of ' + sides} scores)`] : [];
    const disturbed = data.benchmarks.flatMap(entry => entry.sides).filter(side => side.noise && side.noise.flagged);
    if (disturbed.length) noise.unshift(`noise: ${disturbed.reduce((n, side) => n + side.noise.flagged, 0)} iterations of ${disturbed.length === sides ? 'all' : disturbed.length + ' of ' + sides} scores were disturbed from outside`);
    const all = [...failed, ...data.warnings.filter(line => line !== 'noise: not recorded'), ...noise, ...own];
    return all.length ? all : ['Nothing speaks against these figures.'];
  }

  // ---- scores and ratios ----------------------------------------------------------------------

  function ratios() {
    const made = section('costs', 'Costs', `How many times ${data.places[0].name} each environment costs; right of 1\u00d7 is worse, whatever the metric. Whiskers are 95 % intervals over forks.`);
    for (const [subject, entries] of subjects(data.benchmarks)) {
      const withRatio = entries.filter(entry => entry.sides.some(side => side.ratio));
      if (!withRatio.length) continue;
      const scale = axis(withRatio.flatMap(entry => entry.sides.filter(side => side.ratio).map(ratioItem)));
      const rows = withRatio.map(entry => row(nameCell(entry), entry.sides.filter(side => side.place > 0).map(side => line(side.ratio ? scale.track(ratioItem(side)) : el('div', {class: 'track'}),
        [swatch(side.place), ` ${data.places[side.place].label} `, el('b', {class: verdictClass(side.ratio)}, side.ratio ? side.ratio.text : '-'), ' ',
          el('span', {}, side.ratio ? `${side.ratio.low === undefined ? side.ratio.interval : '[' + side.ratio.interval + ']'} ${side.ratio.said || ''}, ${side.score.text}` : 'no ratio')]))));
      const panel = rowsPanel(label(subject), `${forkNote(withRatio)}; ratio of the scores`, scale.labels(), rows);
      made.append(panel);
      panel.append(table('Table', `${label(subject)}: scores and ratios`,
        [...ofWords('benchmark', 'metric', 'environment'), ...ofNumbers('value'), ...ofWords('95 % interval'), ...ofNumbers('forks', 'ratio'),
          ...ofWords('95 % interval', 'verdict', 'smallest detectable', 'notes')],
        () => withRatio.flatMap(entry => entry.sides.flatMap(side => figureRows(entry, side)))));
    }
  }

  const forkNote = entries => {
    const forks = entries.flatMap(entry => entry.sides.map(side => side.score.forks));
    return forksText(range(forks));
  };

  const verdictClass = ratio => ratio && ratio.said === 'worse' ? 'worse' : ratio && ratio.said === 'better' ? 'better' : '';

  const log = value => value > 0 ? Math.log(value) : NaN;
  const ratioItem = side => ({at: side.ratio ? log(side.ratio.value) : 0, low: side.ratio ? log(side.ratio.low) : NaN, high: side.ratio ? log(side.ratio.high) : NaN, place: side.place, color: placeInk(side.place)});

  function figureRows(entry, side) {
    const row = (metric, figure, ratio, notes) => [entry.name, metric, data.places[side.place].name, figure.text, figure.interval, figure.forks,
      ratio && ratio.text, ratio && ratio.interval, ratio && ratio.said, ratio && ratio.detectable, notes];
    return [row('score, ' + entry.mode, side.score, side.ratio, [side.ratio && side.ratio.why, side.warnings.join('; ')].filter(Boolean).join('; ')),
      ...side.others.map(other => row(other.metric, other.figure, other.ratio, ''))];
  }

  function scores() {
    const made = section('scores', 'Scores', 'Each benchmark\u2019s score and how sure it is: the bar is the 95 % interval over forks, the strokes are the forks, both relative to the score.');
    for (const [subject, entries] of subjects(data.benchmarks)) {
      const scale = axis(entries.map(scoreItem));
      const panel = rowsPanel(label(subject), `${forkNote(entries)}; relative to the score`, scale.labels(), entries.map(entry => {
        const side = entry.sides[0];
        return row(nameCell(entry), [line(scale.track(scoreItem(entry)), [el('b', {}, side.score.text), ' ', el('span', {}, `${intervalText(side.score)}, ${forksText(side.score.forks)}`),
          side.others.length ? el('div', {}, headline(side).map(other => other.metric + ' ' + other.figure.text).join(', ')) : null])]);
      }));
      made.append(panel);
      panel.append(table('Table', `${label(subject)}: scores and other metrics`,
        [...ofWords('benchmark', 'metric'), ...ofNumbers('value'), ...ofWords('95 % interval'), ...ofNumbers('forks'), ...ofWords('notes')],
        () => entries.flatMap(entry => {
          const side = entry.sides[0];
          return [[entry.name, `score, ${entry.mode}`, side.score.text, side.score.interval, side.score.forks, side.warnings.join('; ')],
            ...side.others.map(other => [entry.name, other.metric, other.figure.text, other.figure.interval, other.figure.forks, ''])];
        })));
    }
  }

  const headline = side => side.others.slice(0, 2);

  const median = numbers => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  };

  function scoreItem(entry) {
    const {score, forks} = entry.sides[0];
    return {at: score.value > 0 ? 0 : NaN, low: log(score.low / score.value), high: log(score.high / score.value), place: 1, color: placeInk(1),
      dots: forks.map(fork => log(median(fork.values.map(Number)) / score.value)).filter(Number.isFinite)};
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
      const scale = axis(group.flatMap(stackItems));
      const panel = rowsPanel(`${group[0].stack}: ${label(group[0].subject)}`, `${range(group.flatMap(stack => stack.steps.flatMap(step => step.ratio.forks.split('/').map(Number))))} forks, 95 % intervals; right is worse`, scale.labels(),
        group.map(stack => row(el('div', {class: 'name'}, el('b', {}, stack.name)), stack.steps.map((step, i) => line(i < 4 ? scale.track(stackItems(stack)[i]) : el('div', {class: 'track'}),
          [el('b', {}, step.ratio.text), ' ', el('span', {}, `${step.ratio.low === undefined ? step.ratio.interval : '[' + step.ratio.interval + ']'} ${step.label}`)])))));
      made.append(panel);
      panel.append(table('Table', `${group[0].stack}: ${label(group[0].subject)}`, [...ofWords('benchmark', 'step'), ...ofNumbers('ratio'), ...ofWords('95 % interval'), ...ofNumbers('forks')],
        () => group.flatMap(stack => stack.steps.map(step => [stack.name, step.label, step.ratio.text, step.ratio.interval, step.ratio.forks]))));
    }
  }

  const STEP = [2, 1, 3, 9];

  const stackItems = stack => stack.steps.slice(0, 4).map((step, i) => {
    const from = i === 2 ? log(stack.steps[1].ratio.value) : 0;
    return {bar: from, at: from + log(step.ratio.value), low: from + log(step.ratio.low), high: from + log(step.ratio.high), place: STEP[i], color: placeInk(STEP[i])};
  });

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
    const made = section('latency', 'Latency', 'How long one operation takes, percentile by percentile, from the merged histogram of all forks, with the 95 % band of a bootstrap over forks; both axes are logarithmic. Where the line is dashed fewer than 100 operations lie beyond. Named percentiles are geometric means over forks, as in every table.');
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
        const named = side => side.latency.percentiles.filter(one => !several || one.name === 'p50' || one.name === 'p99');
        const figures = sides.flatMap(side => named(side).map(one => el('span', {title: one.figure.interval}, (several ? data.places[side.place].name + ' ' : '') + one.name + ' ', el('b', {}, one.figure.text))));
        const card = el('figure', {class: 'card'},
          el('figcaption', {class: 'named'}, el('b', {}, entry.method), el('small', {}, entry.variant)), box,
          el('p', {class: 'percentiles'}, figures, el('span', {}, `${forksText(range(sides.map(side => side.latency.forks)))}, ${short(sides.reduce((sum, side) => sum + side.latency.operations, 0))} operations`)));
        multiples.append(card);
        chart(box, `Latency percentiles of ${entry.name}.`, () => curveOption(sides));
        card.append(table('Table', `${entry.name}: latency of one operation`, [...ofWords('environment', 'percentile'), ...ofNumbers('latency'), ...ofWords('95 % interval'), ...ofNumbers('forks', 'operations')],
          () => sides.flatMap(side => [
            ...side.latency.percentiles.map(one => [data.places[side.place].name || 'here', one.name, one.figure.text, one.figure.interval, one.figure.forks, side.latency.operations]),
            [data.places[side.place].name || 'here', 'longest', time(side.latency.curve[side.latency.curve.length - 1][1]), 'one operation', side.latency.forks, side.latency.operations]])));
      }
    }
  }

  const short = n => n >= 1e6 ? (n / 1e6).toPrecision(3) + ' M' : n >= 1e4 ? Math.round(n / 1e3) + ' k' : String(n);
  const share = decades => decades === 0 ? '0' : (100 * (1 - 10 ** -decades)).toFixed(Math.max(0, decades - 2)) + '%';

  const lineShape = place => ({down: 'path://M-1,-1L1,-1L0,1Z'}[placeShape(place)] || placeShape(place));

  function curveOption(sides) {
    const points = sides.flatMap(side => side.latency.curve.map(point => point[1])).filter(ns => ns > 0);
    const longest = Math.max(1, ...sides.map(side => side.latency.curve[side.latency.curve.length - 1][0]));
    const band = side => {
      const known = side.latency.curve.filter(point => point.length === 4 && point[2] > 0);
      return {type: 'custom', banded: known.length > 1, silent: true, clip: true, data: known.length > 1 ? [[known[0][0], known[0][1]]] : [], color: placeColor(several ? side.place : 1),
        renderItem: (params, api) => ({type: 'polygon', style: {fill: placeColor(several ? side.place : 1), opacity: .16},
          shape: {points: [...known.map(point => api.coord([point[0], point[2]])), ...known.slice().reverse().map(point => api.coord([point[0], point[3]]))]}})};
    };
    const line = (side, part, type) => ({
      type: 'line', name: String(side.place), symbol: 'none', symbolSize: 8,
      // A shape at each decade tells the lines apart without their colours.
      data: part.filter(point => point[1] > 0).map(point => point.slice(0, 2)).map(point => several && point[0] % 1 === 0 ? {value: point, symbol: lineShape(side.place)} : point),
      color: placeColor(several ? side.place : 1), lineStyle: {width: 2, type}, emphasis: {disabled: true},
    });
    const pointed = items => {
      const lines = new Map(items.filter(item => item.seriesType === 'line').map(item => [item.seriesName, `${data.places[item.seriesName].name || 'here'}: ${time(item.value[1])}`]));
      return el('div', {class: 'tip'}, el('b', {}, percent(items[0].value[0])), [...lines.values()].map(text => el('span', {}, text)));
    };
    return {
      grid: {left: 4, right: 30, top: 12, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: pointed, axisPointer: {lineStyle: {color: color('--soft')}}},
      xAxis: {type: 'value', min: 0, max: Math.ceil(longest * 4) / 4, interval: 1, axisLabel: {...axisText(), formatter: share, hideOverlap: true, padding: [0, 5], showMaxLabel: longest % 1 === 0},
        splitLine: {lineStyle: {color: color('--grid')}}, axisLine: {lineStyle: {color: color('--line')}}, axisTick: {show: false}},
      yAxis: {type: 'log', min: 10 ** Math.floor(Math.log10(Math.min(...points))), max: 10 ** Math.ceil(Math.log10(Math.max(...points) * 1.0001)),
        axisLabel: {...axisText(), formatter: time}, splitLine: {lineStyle: {color: color('--grid')}}, minorSplitLine: {show: false}},
      series: sides.flatMap(side => [
        band(side),
        line(side, side.latency.curve.slice(0, side.latency.solid), 'solid'),
        line(side, side.latency.curve.slice(Math.max(0, side.latency.solid - 1)), 'dashed')].filter(one => one.data.length > 1 || one.banded)),
    };
  }

  const percent = decades => (100 * (1 - 10 ** -decades)).toFixed(Math.max(1, Math.ceil(decades) - 1)) + ' %';

  // ---- iterations -----------------------------------------------------------------------------

  function iterations() {
    if (!timed.length) return;
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
      panels.replaceChildren();
      for (const [subject, entries] of subjects(timed.filter(entry => sideOf(entry, place)))) strip(panels, subject, entries, place);
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
    const strips = entries.map(entry => deviations(entry, sideOf(entry, place)));
    const all = strips.flat(2).map(cell => Math.abs(cell.worse)).filter(Number.isFinite).sort((a, b) => a - b);
    const limit = Math.max(Math.log(1.02), all[Math.floor((all.length - 1) * .9)] || 0);
    const panel = rowsPanel(label(subject), `deepest colour at ${ratioText(limit)} the median`, null, entries.map((entry, i) => {
      const {noise} = sideOf(entry, place);
      const said = !noise ? 'noise: not recorded' : noise.text;
      return row(nameCell(entry), [line(el('div', {class: 'strip', role: 'img', 'aria-label': `Iterations of ${entry.name}, fork by fork; the table has them.`},
        strips[i].map((fork, f) => el('span', {class: 'fork'}, fork.map((cell, n) => el('i', {class: cell.flag ? 'flag' : '', style: {background: Number.isFinite(cell.worse) ? shade(cell.worse / limit) : 'var(--line)'},
          title: `fork ${f + 1}, iteration ${n + 1}: ${+cell.value.toPrecision(5)} ${entry.unit}${Number.isFinite(cell.worse) ? `, ${ratioText(cell.worse)} the median` : ''}${cell.flag ? '; disturbed: ' + cell.flag : ''}`}))))), said)]);
    }));
    panels.append(panel);
    panel.append(table('Table', `${label(subject)}: every iteration, in the benchmark\u2019s own unit`, ofWords('benchmark', 'fork', 'values', 'disturbed by'),
      () => entries.flatMap(entry => sideOf(entry, place).forks.map(fork => [entry.name, fork.index + 1,
        fork.values.map(value => +Number(value).toPrecision(5)).join('  ') + ' ' + entry.unit,
        fork.flags ? Object.entries(fork.flags).map(([i, cause]) => `iteration ${Number(i) + 1}: ${cause}`).join('; ') : '']))));
  }

  // From better to worse; mixed by the browser, so that the colours follow the theme.
  const shade = share => `color-mix(in srgb, var(${share > 0 ? '--worse' : '--better'}) ${Math.round(100 * Math.min(1, Math.abs(share)))}%, var(--mid))`;

  // ---- what experiments found ------------------------------------------------------------------

  // A table that is read, not looked up: open from the start.
  const plainTable = (caption, columns, rows) => scrolling(caption, filled(caption, columns, rows), 'plain');

  function experiments() {
    for (const one of data.sections || []) {
      const made = section(one.id, one.title, one.lead);
      for (const bars of (one.bars || []).filter(some => some.bars.length && some !== firstBars())) made.append(barsPanel(bars));
      // A name has the same colour in all charts of a section, whichever lines one of them lacks.
      const names = [...new Set(one.curves.flatMap(curves => curves.lines.map(line => line.name)))];
      for (const curves of one.curves.filter(some => some !== firstCurves())) {
        made.append(curvesPanel(curves, names));
      }
      if (one.fleet && one.fleet.ratios.length) made.append(heatPanel(one.fleet));
      for (const rows of one.tables) made.append(plainTable(rows.caption, rows.columns, rows.rows));
      if (one.notes.length) made.append(el('ul', {class: 'notes'}, one.notes.map(note => el('li', {}, note))));
    }
  }

  function curvesPanel(curves, names) {
    const place = line => names.indexOf(line.name) + 1;
    const box = el('div', {style: {height: '280px'}});
    chart(box, `${curves.title}: ${curves.yLabel} over ${curves.xLabel}.`, () => linesOption(curves, place));
    return el('figure', {class: 'card panel'},
      el('figcaption', {class: 'head'}, el('h3', {class: 'cap'}, curves.title), el('p', {}, `${curves.yLabel} over ${curves.xLabel}`)),
      el('div', {class: 'legend'}, curves.lines.map(line => el('span', {class: 'key'}, swatch(place(line)), line.name))), box);
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

  // ---- fleets ---------------------------------------------------------------------------------

  // More nodes are a curve: nobody reads so many rows.
  const MOST_ROWS = 40;

  function nodesPanel(fleet) {
    const known = fleet.nodes.filter(node => node.ratio !== undefined);
    const paint = node => node.outlying ? `var(--${node.outlying})` : 'var(--soft)';
    const title = 'Nodes, the worst first';
    if (known.length > MOST_ROWS) {
      const box = el('div', {style: {height: '340px'}});
      chart(box, `${title}: ratio to the median of the others.`, width => nodesOption(known, width));
      return el('figure', {class: 'card panel'},
        el('figcaption', {class: 'head'}, el('h3', {class: 'cap'}, title), el('p', {}, 'over all benchmarks, above 1\u00d7 is worse; the line is the 95 % interval')), box);
    }
    const items = known.map(node => ({at: Math.log(node.ratio), low: Math.log(node.low), high: Math.log(node.high), place: 0, color: paint(node), bar: node.outlying ? 0 : undefined}));
    const scale = axis(items);
    return rowsPanel(title, 'over all benchmarks; the line is the 95 % interval', scale.labels(), items.map((item, i) =>
      row(named(known[i].name, known[i].outlying || ''), [line(scale.track(item), el('span', {class: known[i].outlying ? 'v-' + known[i].outlying : ''}, known[i].text))])));
  }

  function nodesOption(nodes, width) {
    // Few that are off are named where they are; names of neighbours give way to each other.
    const off = nodes.filter(node => node.outlying);
    const told = new Map(off.length > 8 ? [] : off.map(node => [node, 0]));
    for (const [i, node] of off.entries()) if (i && told.has(node) && Math.abs(Math.log(node.ratio / off[i - 1].ratio)) < .02) told.set(node, told.get(off[i - 1]) + 1);
    const logs = nodes.flatMap(node => [node.ratio, node.low, node.high]).filter(Boolean).map(Math.log);
    const [min, max] = [Math.min(...logs, Math.log(.97)), Math.max(...logs, Math.log(1.03))];
    return {
      grid: {left: 6, right: 16, top: 14, bottom: 26, containLabel: true},
      tooltip: tooltip(),
      xAxis: {type: 'value', min: 0, max: nodes.length + 1, name: 'node, the worst first', nameLocation: 'middle', nameGap: 24, nameTextStyle: axisText(), axisLabel: axisText(),
        splitLine: {show: false}, axisLine: {lineStyle: {color: color('--line')}}, axisTick: {show: false}},
      yAxis: {type: 'value', min: min - (max - min) * .04, max: max + (max - min) * .04, axisLabel: {...axisText(), formatter: ratioText, showMinLabel: false, showMaxLabel: false}, splitLine: {lineStyle: {color: color('--grid')}}},
      series: [{type: 'custom', clip: true, encode: {x: 0, y: [1, 2, 3]},
        data: nodes.map((node, i) => ({value: [i + 1, Math.log(node.ratio), Math.log(node.low ?? node.ratio), Math.log(node.high ?? node.ratio)], lines: [node.name, node.text, ...node.marks]})),
        renderItem: (params, api) => {
          const node = nodes[params.dataIndex];
          const stroke = color(node.outlying ? '--' + node.outlying : '--soft');
          const [x, y] = api.coord([api.value(0), api.value(1)]);
          const [, low] = api.coord([api.value(0), api.value(2)]);
          const [, high] = api.coord([api.value(0), api.value(3)]);
          const side = x > width / 2 ? -1 : 1;
          return {type: 'group', children: [
            {type: 'line', shape: {x1: x, y1: low, x2: x, y2: high}, style: {stroke, lineWidth: 1, opacity: .6}},
            {type: 'circle', shape: {cx: x, cy: y, r: node.outlying ? 4.5 : 1.6}, style: {fill: stroke}},
            ...(told.has(node) ? [{type: 'text', style: {text: node.name, x: x + 8 * side, y: y + 12 * told.get(node), fill: stroke, fontSize: 11, align: side > 0 ? 'left' : 'right', verticalAlign: 'middle'}}] : [])]};
        }}],
    };
  }

  const ROW = 17;
  const rgb = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  const mixed = (from, to, share) => `rgb(${rgb(from).map((one, i) => Math.round(one + (rgb(to)[i] - one) * share)).join()})`;

  // Each benchmark on each node, drawn on a canvas: as elements a large fleet would take seconds.
  function heatPanel(fleet) {
    const canvas = el('canvas', {role: 'img', 'aria-label': 'Each benchmark on each node. The tables below name what is off.'});
    const tip = el('div', {class: 'heattip', hidden: true});
    // Few nodes have their names below.
    const below = fleet.nodes.length > MOST_ROWS ? 4 : 84;
    const box = el('div', {class: 'heat', style: {height: `${ROW * fleet.benchmarks.length + below}px`}}, canvas, tip);
    const logs = fleet.ratios.map(ratios => ratios.map(ratio => ratio === null ? null : Math.log(ratio)));
    const far = logs.flat().reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const end = Math.min(Math.max(far, Math.log(1.1)), Math.log(2));
    const shades = fleet.benchmarks.map((_, b) => logs[b].map((_, i) => i).filter(i => logs[b][i] !== null).sort((i, j) => Math.abs(logs[b][i]) - Math.abs(logs[b][j])));
    const one = {box, drawn: true, draw: () => drawHeat(canvas, one, fleet, logs, end, shades)};
    charts.push(one);
    canvas.addEventListener('mousemove', event => {
      const node = Math.floor((event.offsetX - one.left) / one.step);
      const at = Math.floor(event.offsetY / ROW);
      tip.hidden = !(node >= 0 && node < fleet.nodes.length && fleet.benchmarks[at]);
      if (tip.hidden) return;
      const ratio = fleet.ratios[at][node];
      tip.replaceChildren(el('b', {}, fleet.nodes[node].name), el('span', {}, fleet.benchmarks[at].name), el('span', {}, ratio === null ? 'no figure' : `${+ratio.toPrecision(4)}\u00d7 of ${fleet.benchmarks[at].text}`));
      tip.style.left = `${Math.max(0, Math.min(event.offsetX + 12, one.width - tip.offsetWidth))}px`;
      tip.style.top = `${event.offsetY + 14}px`;
    });
    canvas.addEventListener('mouseleave', () => { tip.hidden = true; });
    requestAnimationFrame(redraw);
    return el('figure', {class: 'card panel'},
      el('figcaption', {class: 'head'}, el('h3', {class: 'cap'}, 'Each benchmark on each node'), el('p', {}, 'nodes from the worst to the best; a gap is no figure')),
      el('div', {class: 'heatscale', 'aria-hidden': 'true'}, el('span', {}, `${ratioText(-end)} better`), el('i'), el('span', {}, `worse ${ratioText(end)}`)), box);
  }

  function drawHeat(canvas, one, fleet, logs, end, shades) {
    const density = devicePixelRatio || 1;
    canvas.width = one.width * density;
    canvas.height = one.height * density;
    const pen = canvas.getContext('2d');
    pen.scale(density, density);
    pen.font = '11px ' + font;
    pen.textBaseline = 'middle';
    one.left = Math.min(210, one.width * .32);
    one.step = (one.width - one.left) / fleet.nodes.length;
    const [worse, better, none] = ['--worse', '--better', '--mid'].map(color);
    const fitted = (text, room) => {
      while (text.length > 4 && pen.measureText(text).width > room) text = text.slice(0, -2).replace(/\u2026$/, '') + '\u2026';
      return text;
    };
    if (fleet.nodes.length <= MOST_ROWS && one.step > 12) {
      for (const [i, node] of fleet.nodes.entries()) {
        pen.save();
        pen.translate(one.left + (i + .5) * one.step, ROW * fleet.benchmarks.length + 5);
        pen.rotate(Math.PI / 2);
        pen.fillStyle = color(node.outlying ? '--' + node.outlying : '--ink');
        pen.fillText(fitted(node.name, 76), 0, 0);
        pen.restore();
      }
    }
    fleet.benchmarks.forEach((benchmark, b) => {
      pen.fillStyle = color('--ink');
      pen.fillText(fitted(benchmark.name, one.left - 10), 0, ROW * b + ROW / 2);
      // What is farthest off comes last, or it would be lost where a pixel has several nodes.
      for (const node of shades[b]) {
        const off = logs[b][node];
        pen.fillStyle = mixed(none, off > 0 ? worse : better, Math.min(1, Math.abs(off) / end));
        pen.fillRect(one.left + node * one.step, ROW * b, Math.max(1, one.step - (one.step > 6 ? 1 : 0)), ROW - 1);
      }
    });
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
    const yAxis = curves.yScale === 'LOG' ? logAxis(points.map(point => point.y)) : {type: 'value', min: points.some(point => point.y < 0) ? null : 0};
    return {
      grid: {left: 6, right: 16, top: 14, bottom: 22, containLabel: true},
      tooltip: tooltip(),
      xAxis: {...xAxis, name: curves.xLabel, nameLocation: 'middle', nameGap: 24, nameTextStyle: axisText(), axisLabel: even ? axisText() : {...axisText(), alignMaxLabel: 'right'},
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

  function steps() {
    if (!data.steps) return;
    const made = section('steps', 'Steps', 'What was run for it, each with a page of its own in its folder.');
    const head = ['step', 'command', 'measures', 'state'];
    const cells = (step, i) => [el('th', {scope: 'row'}, step.page ? el('a', {href: step.page}, String(i + 1)) : String(i + 1)),
      el('td', {}, el('code', {}, step.command)), el('td', {}, step.figures), el('td', {class: 'tight'}, step.state)];
    made.append(scrolling('Steps', el('table', {}, captioned('Steps of this reproduction'),
      el('thead', {}, el('tr', {}, head.map(name => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, data.steps.map((step, i) => el('tr', {}, cells(step, i))))), 'words'));
  }

  // Every figure of every study once: what was measured in a table, what was not behind a line.
  function studies() {
    if (!data.studies.length) return;
    const made = section('studies', data.steps ? `${data.studies[0].name}: ${data.studies[0].title}` : 'Studies', 'What published studies found on their machines, beside what was found here. A claim holds where our whole interval lies within its bounds; ours and theirs are comparable only on the same topology.');
    for (const study of data.studies) {
      const rows = study.figures.flatMap(figure => figure.rows.filter(row => row.measured).map(row => [figure.where, row.claim, figure.theirs, row.ours, row.verdict]));
      const open = study.figures.filter(figure => !figure.rows.length || figure.rows.some(row => !row.measured));
      if (!data.steps) made.append(el('h3', {class: 'subject', id: 'study-' + study.id}, `${study.name}: ${study.title}`), el('p', {}, study.found));
      if (rows.length) made.append(scrolling(`${study.name}, measured`, filled(`Figures of ${study.name} beside ours`, ofWords('figure', 'claim', 'there', 'here', 'verdict'), rows), 'words'));
      if (open.length) {
        made.append(table(`${open.length} ${plural(open.length, 'figure')} not measured here, and what would`, `Figures of ${study.name} that are open`, ofWords('figure', 'of', 'there', 'would measure it'),
          () => open.map(figure => [figure.where, figure.about, figure.theirs, figure.command || 'nothing here measures it'])));
      }
    }
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
    const everything = el('table', {}, captioned('A fact that an environment does not tell is not zero: it is not told'),
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'fact'), data.places.map(place => el('th', {scope: 'col'}, place.name || 'here')))), body);
    const box = scrolling('Facts', everything);
    if (several) {
      made.append(el('div', {class: 'tools'}, el('label', {class: 'key'}, el('input', {type: 'checkbox', checked: differing > 0, onchange: event => fill(event.target.checked)}), ' only what differs')), box);
    } else {
      made.append(el('details', {}, el('summary', {}, 'All facts'), box));
    }
  }

  function raw() {
    const made = section('data', 'Data', 'Everything on this page as JSON, and each benchmark\u2019s raw values.');
    const blob = new Blob([text], {type: 'application/json'});
    made.append(el('div', {class: 'tools'}, el('a', {class: 'button', download: 'report.json', href: URL.createObjectURL(blob)}, 'Download JSON')));
    for (const [subject, entries] of subjects(data.benchmarks)) {
      made.append(el('h3', {class: 'subject'}, label(subject)));
      for (const entry of entries) {
        made.append(table(entry.name, `${entry.benchmark}, ${entry.mode}, ${entry.unit}, ${entry.better} is better`, [...ofWords('environment', 'fork', 'iteration'), ...ofNumbers(entry.unit), ...ofWords('disturbed by')],
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
  if (data.steps) studies();
  steps();
  experiments();
  if (data.compared) ratios();
  else if (!experiment && !several) scores();
  stacks();
  latencies();
  iterations();
  if (!data.steps) studies();
  facts();
  raw();
  measure();
  for (const one of queue) near.observe(one.box);
  setTimeout(drawWaiting);
})();
