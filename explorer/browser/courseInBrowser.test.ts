import { rmSync } from 'node:fs';
import { InvitationFile } from '../../workshop/page/InvitationFile';
import { CourseInBrowser } from './support/CourseInBrowser';
import { describeInBrowser } from './support/describeInBrowser';
import { seriousFindings } from './support/seriousFindings';

const HOSTILE = '<script>document.title = "hacked"</script><img src=x onerror=alert(1)>';

/** The controls that the Tab key must reach. */
const OPERABLE = '.course :is(a[href], button:not(:disabled), summary, select, pre[tabindex="0"])';

describeInBrowser('the course page', () => {
  let browser: CourseInBrowser;

  beforeAll(async () => {
    browser = await CourseInBrowser.open({ viewport: { width: 1440, height: 900 } });
  });
  afterAll(() => browser?.close());

  const textOf = async (selector: string): Promise<string> =>
    (await browser.page.textContent(selector)) ?? '';

  it('the page begins with the map of the course, and its address has no token', async () => {
    expect(browser.page.url()).toBe(`${browser.course.url}/#map`);
    expect(await textOf('.handout h1')).toBe('How to begin');
    await browser.see('.handout-text h1:has-text("The course")');
    expect(await textOf('.beginning')).toContain(browser.course.project);
    expect(await browser.page.title()).toBe('The course · Cantor');
    expect(await browser.page.locator('.steps li').count()).toBe(14);
    await browser.page.click('.handout-text a:has-text("Linking blocks")');
    await browser.see('.handout-text h1:has-text("Step 2:")');
    await browser.page.goBack();
    await browser.page.click('.beginning a:has-text("Begin with step 1")');
    await browser.see('.handout-text h1:has-text("Step 1: hashBlock")');
    expect(await textOf('.steps a[aria-current]')).toContain('next');
    expect(await textOf('.handout')).not.toContain('Almost code');
    await browser.see('[data-sentence="1"][data-state="not-written"]');
    await browser.see('.judged summary:has-text("not written blockPrefix: ")');
    await browser.see('.judged summary:has-text("not written hashBlock: ")');
  });

  it('the links at the end lead through all pages', async () => {
    await browser.page.goto(`${browser.course.url}/#map`);
    const seen: string[] = [];
    for (;;) {
      await browser.see('.page-links');
      seen.push(new URL(browser.page.url()).hash);
      const after = browser.page.locator('.page-links .after');
      if ((await after.count()) === 0) break;
      const to = await after.getAttribute('href');
      await after.click();
      await browser.page.waitForURL(`${browser.course.url}/${to}`);
    }
    const steps = Array.from({ length: 14 }, (_, i) => `#step${i + 1}`);
    expect(seen).toEqual(['#map', ...steps, '#network']);
    await browser.page.goto(`${browser.course.url}/#lab-a`);
    await browser.see('.handout-text h1:has-text("Lab A")');
    await browser.goToStep(1);
  });

  it('the diagram of the handout is drawn', async () => {
    await browser.page.waitForFunction(() => {
      const image = document.querySelector<HTMLImageElement>('.diagram img');
      return (image?.naturalWidth ?? 0) > 200;
    });
  });

  it('a diagram can be enlarged', async () => {
    await browser.page.click('.enlarge');
    await browser.page.waitForFunction(() => {
      const [small, large] = document.querySelectorAll<HTMLImageElement>('.diagram img');
      return large !== undefined && large.width > small.width && large.width === large.naturalWidth;
    });
    await browser.page.keyboard.press('Escape');
    await browser.page.waitForFunction(() => document.querySelector('dialog') === null);
  });

  it('code has colours and is copied without them', async () => {
    await browser.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const snippet = browser.page.locator('.snippet').first();
    expect(await snippet.locator('.word-keyword').first().textContent()).toBe('import');
    await snippet.locator('button').click();
    await browser.see('.snippet button:text-is("Copied")');
    const copied = await browser.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^import \{[^]*\n/);
    expect(copied).toBe((await snippet.locator('pre').textContent())?.trim());
  });

  it('a reload and "back" keep the reading position, and a link leads to the top', async () => {
    const { page } = browser;
    await page.evaluate(() => scrollTo(0, 900));
    await page.waitForFunction(() => (history.state as { top: number } | null)?.top === 900);
    await page.reload();
    await page.waitForFunction(() => scrollY === 900);
    await page.click('.steps a:has-text("2 createGenesisBlock")');
    await browser.see('.handout-text h1:has-text("Step 2:")');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.goBack();
    await page.waitForFunction(() => scrollY === 900);
  });

  it('files open in the editor that the reader chooses', async () => {
    const link = browser.page.locator('.grade > .buttons .open-file a');
    expect(await link.getAttribute('href')).toMatch(/^vscode:/);
    await browser.page.selectOption('.editor-choice select', 'idea');
    expect(await link.getAttribute('href')).toMatch(
      /^idea:\/\/open\?file=\/.*hashBlock\.ts&line=\d+$/,
    );
    await browser.page.reload();
    await browser.see('.grade > .buttons .open-file a[href^="idea:"]');
    await browser.page.selectOption('.editor-choice select', 'none');
    await browser.see('.grade > .buttons .open-file > code:has-text("starter/hashBlock.ts")');
    await browser.page.click('.grade > .buttons .open-file button');
    await browser.see('.grade > .buttons .open-file button:text-is("Copied")');
    expect(await browser.page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^starter\/hashBlock\.ts(:\d+)?$/,
    );
    await browser.page.selectOption('.editor-choice select', 'vscode');
  });

  it('a save turns the sentences green, and the page leads on', async () => {
    browser.course.solve('hashBlock');
    await browser.see('[data-sentence="1"][data-state="passed"] > .verdict:has-text("✓ passed")');
    await browser.see('.grade h2:has-text("10 of 10 points")');
    await browser.see('.steps li[data-progress="passed"] a:has-text("1 hashBlock")');
    expect(await browser.page.title()).toBe('✓ 1 hashBlock 10/10 · Cantor');
    expect(await browser.page.locator('.next-page').getAttribute('href')).toBe('#step2');
    await browser.page.click('button:has-text("Compare with the reference")');
    await browser.see('.difference:has-text("equal to the reference")');
    await browser.page.click('dialog button:has-text("Close")');
    await browser.page.waitForFunction(() => document.querySelector('dialog') === null);
  });

  it('a file that cannot be loaded says why and where', async () => {
    browser.course.change('hashBlock', /^/, 'const = 1;\n');
    await browser.see('.grade p:has-text("The file cannot be loaded")');
    expect(await browser.page.locator('.grade .judged a.button').textContent()).toBe(
      'starter/hashBlock.ts:1',
    );
    expect(await browser.page.locator('[data-state="failed"]').count()).toBe(0);
    browser.course.solve('hashBlock');
    await browser.see('.grade h2:has-text("10 of 10 points")');
  });

  it('a failed check says what, why and where, and marks its sentence', async () => {
    browser.course.solve('mine');
    browser.course.change('mine', '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0');
    await browser.goToStep(3);
    await browser.see('.judged.failed[open]');
    const check = await textOf('.judged.failed[open]');
    for (const label of ['tried', 'expected', 'got', 'why', 'where'])
      expect(check).toContain(label);
    const link = browser.page.locator('.judged.failed[open] a.button');
    expect(await link.textContent()).toMatch(/^starter\/mine\.ts:\d+$/);
    const href = decodeURIComponent((await link.getAttribute('href')) ?? '');
    expect(href).toMatch(/^vscode:\/\/file\/.*\/starter\/mine\.ts:\d+$/);
    expect(href).toContain(browser.course.project.replaceAll('\\', '/'));
    await browser.see('[data-sentence="1"][data-state="failed"]');
    await browser.page.click('.judged.failed[open] button:has-text("Sentence")');
    await browser.see('[data-sentence]:focus');
    await browser.picture('courseFailed');
    expect(await browser.page.locator('button:has-text("Compare")').count()).toBe(0);
  });

  it('what a submission prints and throws is text', async () => {
    const print = `console.log(${JSON.stringify(HOSTILE)}); throw new Error(${JSON.stringify(HOSTILE)});`;
    browser.course.change('mine', /(export function meetsDifficulty\([^]*?\{\n)/, `$1${print}\n`);
    await browser.see(`.judged.failed dd:has-text(${JSON.stringify(HOSTILE.slice(0, 20))})`);
    expect(await browser.page.locator('.side img, .course script').count()).toBe(0);
    expect(await browser.page.title()).toContain('3 mine');
    browser.course.solve('mine');
    await browser.see('.grade h2:has-text("10 of 10 points")');
  });

  it('while a new grade is made, the old grade looks old', async () => {
    const gradedAt = (): Promise<string | null> =>
      browser.page.locator('.grade time').getAttribute('datetime');
    const colourOf = (selector: string): Promise<string> =>
      browser.page
        .locator(selector)
        .evaluate((element) => getComputedStyle(element).borderInlineStartColor);
    await browser.see('.grade[aria-busy="false"]');
    const before = await gradedAt();
    const green = await colourOf('[data-sentence="1"]');
    browser.course.change('mine', /(export function mine\([^]*?\{\n)/, '$1  for (;;);\n');
    await browser.see('[data-sentence="1"].old > .verdict:has-text("was ✓ passed")');
    await browser.see('.grade.old h2:has-text("grading …")');
    await browser.see('.grade p:has-text("Old. Graded at")');
    expect(await colourOf('[data-sentence="1"]')).not.toBe(green);
    expect(await browser.page.title()).toMatch(/^… 3 mine/);
    expect(await gradedAt()).toBe(before);
    browser.course.solve('mine');
    await browser.see('.grade:not(.old) h2:has-text("10 of 10 points")');
    await browser.see('[data-sentence="1"]:not(.old) > .verdict:text-is("✓ passed")');
    expect(await colourOf('[data-sentence="1"]')).toBe(green);
    expect(await gradedAt()).not.toBe(before);
  });

  it('hints come one at a time', async () => {
    await browser.see('.grade[aria-busy="false"]');
    await browser.page.click('button:has-text("Give me a hint")');
    await browser.see('.given-hint:has-text("The first idea")');
    expect(await browser.page.locator('.given-hint').count()).toBe(1);
    await browser.page.click('button:has-text("Give me the next hint")');
    await browser.see('.given-hint:has-text("The plan")');
    await browser.page.reload();
    await browser.see('.given-hint:has-text("The plan")');
  });

  it('a second window shows the same, and a removed file is told', async () => {
    const other = await browser.page.context().newPage();
    await other.goto(`${browser.course.url}/#step1`);
    await other.waitForSelector('.grade h2:has-text("10 of 10")');
    rmSync(browser.course.file('hashBlock'));
    await other.waitForSelector('.notice:has-text("There is no file")');
    await browser.see('.steps li[data-progress="missing"]');
    browser.course.solve('hashBlock');
    await other.waitForSelector('.grade h2:has-text("10 of 10")');
    await other.close();
  });

  it('a connection that is open and dead, as after a sleep, is told and replaced', async () => {
    await browser.goToStep(3);
    const { child } = browser.course.spawned;
    child.kill('SIGSTOP');
    browser.course.change('mine', '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0');
    await browser.see('.connection.lost');
    child.kill('SIGCONT');
    await browser.see('.connection.open');
    await browser.see('[data-sentence="1"][data-state="failed"]');
    browser.course.solve('mine');
    await browser.see('[data-sentence="1"][data-state="passed"]');
  });

  it('the accident of a step is played in the page', async () => {
    await browser.page.click('button:has-text("Play the accident")');
    await browser.see('.scene-text:has-text(" s ")');
    await browser.see('.scene .judged.failed');
    expect(await textOf('.scene')).toContain('goOn is never called');
    await browser.page.click('button:has-text("Play it with your part")');
    await browser.see('.scene .judged.passed');
  });

  it('the network of the student runs, and the explorer shows it', async () => {
    await browser.page.click('button:has-text("Run mine")');
    await browser.see('.network p:has-text("Your network runs. Users: alice, bob, carol.")');
    const [explorer] = await Promise.all([
      browser.page.context().waitForEvent('page'),
      browser.page.click('.network a'),
    ]);
    await explorer.waitForFunction(() => document.querySelectorAll('.card').length > 1);
    expect(await explorer.locator('.people li').count()).toBe(3);
    await browser.page.click('.network button:has-text("Stop")');
    await browser.see('.network button:has-text("Run mine")');
    await explorer.bringToFront();
    await explorer.waitForSelector('.connection.lost:has-text("ended")');
    await explorer.waitForSelector('.notice:has-text("The network was ended at")');
    expect(await explorer.title()).toMatch(/^Ended/);
    expect(await explorer.locator('.card').count()).toBeGreaterThan(1);
    await browser.page.click('.network button:has-text("Run mine")');
    await explorer.waitForSelector('.connection.open:has-text("live")');
    await explorer.waitForFunction(() => document.querySelector('.notice p') === null);
    await explorer.close();
    await browser.page.bringToFront();
    await browser.page.click('.network button:has-text("Stop")');
    await browser.see('.network button:has-text("Run mine")');
  });

  it('a browser without a token, or with a used token, sees only how to get in', async () => {
    const { url, tokens } = browser.course;
    const context = await browser.page.context().browser()?.newContext();
    const stranger = await context?.newPage();
    for (const address of [url, `${url}/#token=${tokens[0]}`, `${url}/#token=x`]) {
      await stranger?.goto('about:blank');
      await stranger?.goto(address);
      await stranger?.waitForSelector('h1:has-text("This page is locked")');
      expect(await stranger?.locator('.steps').count()).toBe(0);
      expect(stranger?.url()).not.toContain('token');
    }
    // The page is not loaded again, because only the part after `#` changes.
    await stranger?.goto(browser.course.address);
    await stranger?.waitForSelector('.handout h1');
    expect(stranger?.url()).not.toContain('token');
    await context?.close();
  });

  it('the local file lets a browser in', async () => {
    const file = InvitationFile.create();
    if (file === undefined) throw new Error('there is no private folder here');
    try {
      file.leadTo(browser.course.address);
      const context = await browser.page.context().browser()?.newContext();
      const page = await context?.newPage();
      await page?.goto(file.url);
      await page?.waitForSelector('.handout h1');
      expect(page?.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#step\d+$/);
      await context?.close();
    } finally {
      file.remove();
    }
  });

  it('a page of another origin can neither read nor act', async () => {
    const context = await browser.page.context().browser()?.newContext();
    const evil = await context?.newPage();
    await evil?.route('http://evil.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>evil</title>' }),
    );
    await evil?.goto('http://evil.example/');
    const results = await evil?.evaluate(async (url) => {
      const attempts = [
        fetch(`${url}/handouts/step1`, { credentials: 'include' }),
        fetch(`${url}/verbs/run`, { method: 'POST', credentials: 'include', body: '{}' }),
        fetch(`${url}/login`, { method: 'POST', mode: 'no-cors', body: '{}' }),
      ];
      const ended = await Promise.allSettled(attempts);
      return ended.map((each) => (each.status === 'fulfilled' ? each.value.type : 'refused'));
    }, browser.course.url);
    expect(results?.filter((result) => !['refused', 'opaque'].includes(result))).toEqual([]);
    await context?.close();
    expect(await textOf('.network')).toContain('Run mine');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`axe finds no serious problem in the ${colorScheme} scheme`, async () => {
      await browser.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      browser.course.change('mine', '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0');
      await browser.see('[data-sentence="1"][data-state="failed"]');
      // The dark scheme differs only in its colours.
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
      expect(await seriousFindings(browser.page, rules)).toEqual([]);
      await browser.goToStep(1);
      expect(await seriousFindings(browser.page, rules)).toEqual([]);
      if (colorScheme === 'light') await takePicture();
      await browser.goToStep(3);
      browser.course.solve('mine');
      await browser.see('[data-sentence="1"][data-state="passed"]');
      await browser.page.emulateMedia({ colorScheme: null, reducedMotion: null });
    });
  }

  async function takePicture(): Promise<void> {
    await browser.page.evaluate(() => {
      document.getElementById('sentence-3')?.scrollIntoView({ block: 'center' });
    });
    await browser.picture('course');
  }

  it('the page fits a phone of 360 pixels, and the header leads to the grade', async () => {
    await browser.page.setViewportSize({ width: 360, height: 740 });
    const width = await browser.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await browser.page.click('.to-grade');
    await browser.see('.grade:focus');
    expect(await browser.page.locator('.steps ol').isVisible()).toBe(false);
    await browser.page.setViewportSize({ width: 1440, height: 900 });
    await browser.see('.steps ol');
  });

  it('the Tab key reaches every control', async () => {
    const { page } = browser;
    await page.evaluate(() => {
      const reached = new Set<Element>();
      Object.assign(window, { reached });
      document.addEventListener('focusin', ({ target }) => reached.add(target as Element));
      (document.activeElement as HTMLElement | null)?.blur();
    });
    const count = await page.locator(OPERABLE).count();
    for (let i = 0; i < count + 5; i++) await page.keyboard.press('Tab');
    const missed = await page.evaluate((operable) => {
      const { reached } = window as unknown as { reached: Set<Element> };
      return [...document.querySelectorAll(operable)]
        .filter((element) => element.checkVisibility() && !reached.has(element))
        .map(({ outerHTML }) => outerHTML.slice(0, 120));
    }, OPERABLE);
    expect(missed).toEqual([]);
  });

  it('the page causes no error in the browser', () => {
    expect(browser.complaints).toEqual([]);
  });
});
