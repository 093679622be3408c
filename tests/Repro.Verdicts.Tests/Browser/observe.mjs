// Opens a page in Chromium and writes down what it sees; the tests judge it. Arguments: browser, page, folder for observation.json and screenshots.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [browserPath, pagePath, folder] = process.argv.slice(2);
const resolve = createRequire(import.meta.url).resolve;
const axe = fs.readFileSync(resolve('axe-core/axe.min.js'), 'utf8');
const url = pathToFileURL(pagePath).href;
const sizes = [{ width: 1280, height: 900 }, { width: 400, height: 900 }];
const paper = { width: 703, height: 994 }; // A4 less the page's margins of 12 mm, in CSS pixels

// The tables that are wider than the room they have: on a phone one would have to push them aside, on paper they would be cut off.
const tooWide = () => [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-label'));

const read = () => ({
  title: document.title,
  verdict: document.querySelector('.verdict').innerText,
  foreign: document.querySelectorAll('script, img, iframe, object, embed, link').length,
  words: [...document.querySelectorAll('#attributions td .word')].map(e => e.innerText),
  tables: [...document.querySelectorAll('main table')].map(table => ({
    name: table.closest('.scroll').getAttribute('aria-label'),
    rows: [...table.tBodies[0].rows].map(row => Object.fromEntries([...row.cells].map(cell => [cell.dataset.column, cell.innerText]))),
  })),
});

async function observe(browser, viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  const requests = [], messages = [];
  page.on('request', request => requests.push(request.url()));
  page.on('console', message => messages.push(message.text()));
  page.on('pageerror', error => messages.push(String(error)));
  page.on('dialog', dialog => { messages.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  await page.waitForTimeout(100); // An image that should not be there would fail to load about now.
  await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
  const scrollWidth = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
  const wideTables = await page.evaluate(tooWide);
  const text = await page.evaluate(read);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: 'print' });
  const wideOnPaper = await page.evaluate(tooWide);
  await context.close();
  return {
    width: viewport.width, scheme: colorScheme, 'scroll-width': scrollWidth, 'wide-tables': wideTables, 'wide-on-paper': wideOnPaper, requests: requests.filter(r => r !== url), messages, ...text,
    violations: violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html} (${n.failureSummary})`)),
  };
}

// In a font that comes along, its widths not rounded to pixels, so that it does not matter which fonts a machine has and how it hints them. Only here the page's policy is set aside, for the font's sake.
async function screenshot(browser, viewport) {
  const faces = [400, 700].map(weight => {
    const data = fs.readFileSync(resolve(`@fontsource/dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff2`)).toString('base64');
    return `@font-face { font-family: Pinned; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}) }`;
  });
  const context = await browser.newContext({ viewport, colorScheme: 'light', bypassCSP: true });
  const page = await context.newPage();
  await page.goto(url);
  await page.addStyleTag({ content: `${faces.join('\n')} body { font-family: Pinned; text-rendering: geometricPrecision }` });
  await page.evaluate(() => Promise.all([document.fonts.load('400 1em Pinned'), document.fonts.load('700 1em Pinned')]));
  const shoot = (name, height) => page.screenshot({ path: `${folder}/${name}-${viewport.width}.png`, clip: { x: 0, y: 0, width: viewport.width, height }, fullPage: true });
  await shoot('top', 700);
  // Alone, or all that stands above would decide on which fraction of a pixel the charts begin.
  await page.evaluate(() => document.querySelectorAll('header, section:not(#curves)').forEach(e => { e.style.display = 'none'; }));
  await shoot('curves', 700);
  await context.close();
}

const browser = await chromium.launch({ executablePath: browserPath, args: ['--font-render-hinting=none', '--disable-lcd-text', '--disable-background-networking'] });
try {
  const views = [];
  for (const size of sizes) {
    for (const scheme of ['light', 'dark']) views.push(await observe(browser, size, scheme));
    await screenshot(browser, size);
  }
  fs.writeFileSync(`${folder}/observation.json`, JSON.stringify({ browser: browser.version(), views }, null, 1));
} finally {
  await browser.close();
}
