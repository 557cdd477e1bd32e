// Drives a report in a real browser. Called by tests/browser/main.rs: node page.mjs FOLDER CHROMIUM MODULES
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, chromium, modules] = process.argv.slice(2);
const require = createRequire(join(modules, 'here.js'));
const { chromium: driver } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
const address = (name) => pathToFileURL(join(folder, name)).href;

let failed = 0;
function check(what, fine, said = '') {
  console.log(`${fine ? 'ok' : 'FAILED'}: ${what}${fine ? '' : ` (${said})`}`);
  if (!fine) failed += 1;
}

// A loaded machine is slow, and no fault of the page.
const PATIENCE = 300_000;
const browser = await driver.launch({ executablePath: chromium, args: ['--no-sandbox'], timeout: PATIENCE });

/** A page with all that it complains of. */
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => /^(file|data):/.test(request.url()) || complaints.push(`asks for ${request.url()}`));
  await page.goto(address(name));
  return { page, complaints, close: () => context.close() };
}

/** What the cells of the scorecard show. */
const marks = (page) => page.$$eval('table.heat td[data-s]', (cells) => cells.map((td) => [
  td.className, td.querySelector('.s').textContent, td.querySelector('.vh').textContent,
  [...td.querySelectorAll('.bar i')].map((bar) => bar.classList.contains('on')).join(),
].join('|')));

// Accessibility, in both languages, wide and narrow; and hostile labels.
for (const [name, width] of [['nl.html', 1280], ['en.html', 390], ['hostile.html', 1280]]) {
  const { page, complaints, close } = await open(name, { bypassCSP: true, viewport: { width, height: 900 } });
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const told = found.violations.map((v) => `${v.id} ×${v.nodes.length}: ${v.nodes[0].html.slice(0, 200)}`);
  check(`axe finds nothing in ${name} at ${width} pixels (${found.passes.length} rules passed)`, told.length === 0 && found.passes.length > 20, told.join('; '));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${name} is no wider than ${width} pixels`, wide <= 0, `${wide} too wide`);
  check(`${name} runs nothing that its labels say`, await page.evaluate(() => window.hostile === undefined));
  check(`${name} has no complaints`, complaints.length === 0, complaints.join('; '));
  await close();
}

/** Every annex as the page without script has it, and as it lies in this one. */
const annexes = (page) => page.$$eval('section.annex', (all) => all.length);

// With all open: what is folded is looked at too, and the annexes.
for (const name of ['nl.html', 'en.html']) {
  const { page, complaints, close } = await open(name, { bypassCSP: true });
  const before = await page.evaluate(() => document.querySelectorAll('*').length);
  check(`${name} has ${before} elements before anything is opened`, before <= 15_000);
  check('the annexes lie there', await annexes(page) === 9);
  await page.click('button.open-all');
  await page.waitForFunction(() => !document.querySelector('section.annex'));
  await page.waitForFunction(() => [...document.querySelectorAll('details')].every((one) => one.open));
  const ids = (part) => part.map((one) => one.id).filter(Boolean);
  const whole = await open(name.replace('.', '-all.'));
  check('opened they are what the page with all of it has', JSON.stringify(ids(await page.$$eval('main [id]', (all) => all.map(({ id }) => ({ id })))))
    === JSON.stringify(ids(await whole.page.$$eval('main [id]', (all) => all.map(({ id }) => ({ id }))))));
  await whole.close();
  const said = await page.$$eval('main a[href^="#"]', (all) => all.filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.hash));
  check('every link leads somewhere', said.length === 0, said.slice(0, 5).join());
  check('all is opened', await page.$$eval('details', (all) => all.length > 10 && all.every((one) => one.open)));
  await page.$$eval('details.cell', (all) => all.slice(1).forEach((one) => one.remove()));
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  check(`axe finds nothing in ${name} when all is open`, found.violations.length === 0, found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`).join('; '));
  check('opening all breaks nothing', complaints.length === 0, complaints.join('; '));
  await close();
}

// One annex: by its button, and by a link into it.
{
  const { page, close } = await open('nl.html');
  await page.click('section.annex[aria-labelledby=nl-law] button');
  await page.waitForFunction(() => document.activeElement.id === 'nl-law');
  check('a button lays its annex out and no other', await annexes(page) === 8 && await page.$$eval('section[aria-labelledby=nl-law] table', (all) => all.length > 0));
  await page.evaluate(() => { location.hash = '#nl-f-f5g04'; });
  await page.waitForFunction(() => document.getElementById('nl-f-f5g04'));
  check('a link into an annex lays that out', await annexes(page) === 7);
  await page.waitForFunction(() => { const at = document.getElementById('nl-f-f5g04').getBoundingClientRect(); return at.top >= 0 && at.top < innerHeight; });
  check('and leads there', true);
  await close();
}

// Without JavaScript the page says the same.
const bare = await open('nl.html', { javaScriptEnabled: false });
const made = await marks(bare.page);
check('without JavaScript the scorecard is there', made.length > 100);
check('without JavaScript there are no controls', await bare.page.$$eval('form, button', (all) => all.every((one) => one.offsetParent === null)));
await bare.close();

const { page, complaints, close } = await open('nl.html');
check('the script shows what the page was made with', JSON.stringify(await marks(page)) === JSON.stringify(made));

// Filter.
const rows = () => page.$$eval('#nl-conclusions-table tbody tr', (all) => all.filter((row) => !row.hidden).map((row) => [row.dataset.choice, row.textContent.toLowerCase()]));
const everything = (await rows()).length;
await page.selectOption('form.filter .choice', 'undetermined');
let shown = await rows();
check('a status filters the conclusions', shown.length > 0 && shown.length < everything && shown.every(([status]) => status === 'undetermined'));
await page.fill('form.filter .words', 'wereldtaal');
const fewer = await rows();
check('words filter them further', fewer.length > 0 && fewer.length < shown.length && fewer.every(([, text]) => text.includes('wereldtaal')));
check('the number shown is said', (await page.textContent('form.filter .count')).includes(`${fewer.length} `));
await page.fill('form.filter .words', '');
await page.selectOption('form.filter .choice', '');
check('without a filter all are there', (await rows()).length === everything);

// Sort, by keyboard.
const head = '#nl-conclusions-table th:nth-child(4)';
const keys = () => page.$$eval('#nl-conclusions-table td[data-key]', (all) => all.map((cell) => Number(cell.dataset.key)));
const rising = (all) => all.every((key, n) => n === 0 || all[n - 1] <= key);
await page.focus(`${head} button`);
await page.keyboard.press('Enter');
check('conclusions are sorted by outcome', rising(await keys()) && await page.getAttribute(head, 'aria-sort') === 'ascending');
await page.keyboard.press('Enter');
check('and the other way round', rising((await keys()).reverse()) && await page.getAttribute(head, 'aria-sort') === 'descending');

// Follow a choice: in every cell and row exactly the levels that the engine finds possible.
const choose = (variable, value) => page.selectOption(`form.explore select[name="${variable}"]`, value === null ? '' : String(value));
const offered = await page.$$eval('form.explore select', (all) => all.map((one) => one.name));
check('traits and levers are offered', offered.length > 3 && expected.asked.every((name) => offered.includes(name)), `${offered} and not ${expected.asked}`);
let compared = 0;
for (const { choice, cells } of expected.choices) {
  for (const [variable, value] of choice) await choose(variable, value);
  const possible = await page.$$eval('table.heat td[data-s]', (all) => all.map((td) => [
    td.dataset.s, td.dataset.g, td.closest('tr').dataset.row,
    [...td.querySelectorAll('.bar i')].flatMap((bar, level) => (bar.classList.contains('on') ? [level] : [])),
  ]));
  const wrong = possible.filter(([s, g, row, levels]) => JSON.stringify(cells[`${s}/${g}`][row]) !== JSON.stringify(levels));
  compared += possible.length;
  if (wrong.length) check(`the cells follow ${JSON.stringify(choice)}`, false, `${wrong.length} differ, such as ${JSON.stringify(wrong[0])}`);
  for (const [variable] of choice) await choose(variable, null);
}
check(`${expected.choices.length} choices followed, ${compared} marks compared`, compared > 1000);
await choose(expected.choices[0].choice[0][0], expected.choices[0].choice[0][1]);
check('what is chosen is said', (await page.textContent('.chosen')).startsWith('Gekozen'));
await page.click('form.explore button[type=reset]');
await page.waitForTimeout(50);
check('a choice is let go of', JSON.stringify(await marks(page)) === JSON.stringify(made));

// Keyboard: arrows between cells, folding, following a cell to what it rests on.
const first = page.locator('table.heat').first().locator('tbody tr').nth(1).locator('td a').first();
await first.focus();
await page.keyboard.press('ArrowRight');
await page.keyboard.press('ArrowDown');
const here = await page.evaluate(() => { const td = document.activeElement.closest('td'); return [td.cellIndex, td.parentNode.dataset.row]; });
check('arrow keys walk from cell to cell', JSON.stringify(here) === '[2,"2"]', JSON.stringify(here));
const target = await page.evaluate(() => document.activeElement.getAttribute('href').slice(1));
await page.keyboard.press('Enter');
await page.waitForFunction((id) => document.getElementById(id)?.checkVisibility(), target);
check('a cell leads to what it rests on', true);
const fold = page.locator('table.heat button.fold').nth(1);
await fold.focus();
await page.keyboard.press('Enter');
check('a criterion folds what stands below it', await fold.getAttribute('aria-expanded') === 'false'
  && await page.$$eval('table.heat:first-of-type tr[hidden]', (all) => all.length > 0));
await page.keyboard.press('Enter');
check('and unfolds it', await page.$$eval('table.heat tr[hidden]', (all) => all.length === 0));
await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });

// The graph: impact on focus and on hover.
await page.evaluate(() => { location.hash = '#nl-graph'; });
await page.waitForSelector('.graph [data-n]');
const thing = page.locator('.graph [data-n]').first();
await thing.focus();
const hit = await page.$$eval('.graph path.hit', (all) => all.length);
check('a thing in focus shows its impact', hit > 0 && (await page.textContent('.graph .impact')).includes('werkt door op'));
await page.locator('.graph [data-n]').nth(1).hover();
check('a thing under the pointer does too', (await page.textContent('.graph .impact')).length > 0);

// Print: A4 is 794 pixels wide; what only a screen can use is gone, what is in tables stays.
await page.emulateMedia({ media: 'print' });
await page.setViewportSize({ width: 690, height: 1000 });
check('controls are not printed', await page.$$eval('form, nav, button.fold, button.open-all', (all) => all.every((one) => one.offsetParent === null)));
check('headers of tables are printed on every page', await page.$$eval('thead', (all) => all.every((one) => getComputedStyle(one).display === 'table-header-group')));
check('rows are not cut', await page.$$eval('table.plain tr', (all) => all.every((one) => getComputedStyle(one).breakInside === 'avoid')));
check('the page asked for nothing and broke nothing', complaints.length === 0, complaints.join('; '));
await close();

await browser.close();
console.log(failed ? `${failed} checks failed` : 'all checks passed');
process.exit(failed ? 1 : 0);
