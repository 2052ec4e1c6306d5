import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../../../grader/course/parts';
import { copyProject } from '../../../tests/support/copyProject';
import { CourseProcess } from '../../../tests/support/CourseProcess';
import { openChromium } from './openChromium';
import type { OpenChromium } from './openChromium';
import { shrinkPng } from './shrinkPng';

/** The folder of the README's pictures of the course. */
const IMAGES = join(ROOT, 'exercises', 'images');

/** `npm run course` in a copy of the project, and a browser that shows its page. */
export class CourseInBrowser {
  readonly page: Page;
  readonly complaints: readonly string[];

  private constructor(
    readonly course: CourseProcess,
    private readonly browser: OpenChromium,
  ) {
    ({ page: this.page, complaints: this.complaints } = browser);
  }

  /** Starts the server, and opens its page with the printed address. */
  static async open(options: BrowserContextOptions = {}): Promise<CourseInBrowser> {
    const course = await CourseProcess.start(await copyProject());
    const opened = new CourseInBrowser(course, await openChromium(options));
    await opened.page.goto(course.address);
    await opened.see('.handout h1');
    return opened;
  }

  /** Opens the page of a step, and waits for its grade. */
  async goToStep(number: number): Promise<void> {
    await this.page.goto(`${this.course.url}/#step${number}`);
    await this.see(`.handout h1:has-text("Step ${number}:")`);
    await this.see('.grade h2:has-text("points")');
    await this.see('.grade[aria-busy="false"]');
  }

  /** Waits until the page shows an element. */
  async see(selector: string): Promise<void> {
    await this.page.waitForSelector(selector);
  }

  /** Saves a picture of the page for the README, if `CANTOR_SCREENSHOTS` is 1. */
  async picture(name: string): Promise<void> {
    if (process.env.CANTOR_SCREENSHOTS !== '1') return;
    const png = await this.page.screenshot({ animations: 'disabled', caret: 'hide' });
    mkdirSync(IMAGES, { recursive: true });
    writeFileSync(join(IMAGES, `${name}.png`), shrinkPng(png));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.course.spawned.endWith('SIGINT');
  }
}
